// `custom.settings` of serverless.yml. CommonJS, because that is what the framework reads files with.

module.exports = async ({ resolveVariable }) => {
  const { settingsFrom } = await import('./settings.mjs');
  return settingsFrom((name) => resolveVariable(`param:${name}, null`));
};
