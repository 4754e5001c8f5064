import rss from '@astrojs/rss'
import { getCollection } from 'astro:content'
import { SITE_TITLE, SITE_DESCRIPTION } from '../consts'

export async function GET(context) {
  const posts = await getCollection('blog', ({ data }) => !data.draft)
  return rss({
    title: SITE_TITLE,
    description: SITE_DESCRIPTION,
    site: new URL(import.meta.env.BASE_URL, context.site),
    items: posts.map((post) => ({ title: post.data.title, pubDate: post.data.pubDate, link: `${import.meta.env.BASE_URL}/blog/${post.id}/`.replace('//', '/') })),
  })
}
