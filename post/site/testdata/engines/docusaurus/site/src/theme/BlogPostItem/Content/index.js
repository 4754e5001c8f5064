import React from 'react'
import Content from '@theme-original/BlogPostItem/Content'
import { useBlogPost } from '@docusaurus/plugin-content-blog/client'

export default function Marked(props) {
  const { metadata, isBlogPostPage } = useBlogPost()
  if (!isBlogPostPage) return <Content {...props} />
  return (
    <div data-source={metadata.source.replace('@site/', '')} data-kind={metadata.unlisted ? 'unlisted' : 'post'}
      data-title={metadata.title} data-date={new Date(metadata.date).toISOString()}>
      <Content {...props} />
    </div>
  )
}
