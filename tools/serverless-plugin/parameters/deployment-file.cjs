// `params` of serverless.yml. CommonJS, because that is what the framework reads files with.

module.exports = async () => {
  const { readDeploymentFile } = await import('./deployment-file.mjs');
  // The framework runs in the folder of the service. A fault is the plugin's to tell, with all others.
  const { parameters } = readDeploymentFile(process.cwd());
  return typeof parameters === 'object' ? parameters : null;
};
