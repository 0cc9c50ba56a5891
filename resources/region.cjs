// The region of a deployment, the same that operators' commands find. CommonJS, because that is what the framework reads
// files with.
module.exports = async ({ resolveVariable }) => {
  const { awsRegion } = await import('../tools/region.mjs');
  return awsRegion(process.env, await resolveVariable("opt:aws-profile, ''"));
};
