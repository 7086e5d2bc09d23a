export default function (config) {
  config.addGlobalData('layout', 'base.11ty.js')
  return { dir: { input: 'src', output: 'site' }, markdownTemplateEngine: false }
}
