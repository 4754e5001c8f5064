import React from 'react'
import MDXPage from '@theme-original/MDXPage'

export default function Marked(props) {
  const { metadata } = props.content
  return (
    <div data-source={metadata.source.replace('@site/', '')} data-kind="page" data-title={metadata.title}>
      <MDXPage {...props} />
    </div>
  )
}
