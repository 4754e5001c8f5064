import { IdAttributePlugin, InputPathToUrlTransformPlugin, HtmlBasePlugin } from '@11ty/eleventy'

export default function (config) {
  config.addPlugin(IdAttributePlugin)
  config.addPlugin(InputPathToUrlTransformPlugin)
  config.addPlugin(HtmlBasePlugin)
  config.addPassthroughCopy('src/img')
  config.addPassthroughCopy('src/posts/**/*.png')
  config.addPassthroughCopy({ static: '/' })
  config.addPreprocessor('drafts', '*', (data) => (data.draft ? false : undefined))
}

export const config = {
  dir: { input: 'src' },
}
