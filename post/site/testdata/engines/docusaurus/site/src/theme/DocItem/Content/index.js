import React from 'react'
import Content from '@theme-original/DocItem/Content'
import { useDoc } from '@docusaurus/plugin-content-docs/client'

export default function Marked(props) {
  const { metadata } = useDoc()
  return (
    <div data-source={metadata.source.replace('@site/', '')} data-kind={metadata.unlisted ? 'unlisted' : 'document'}
      data-title={metadata.title}>
      <Content {...props} />
    </div>
  )
}
