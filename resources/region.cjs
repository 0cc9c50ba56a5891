// The region of a deployment, the same that operators' commands find. CommonJS, because that is what the framework reads
// files with.

/** Where nobody says; packaging wants one, also on a machine without AWS. */
const DEFAULT_REGION = 'us-east-1';

module.exports = async ({ resolveVariable }) => {
  const { awsRegion } = await import('../tools/region.mjs');
  const profile = await resolveVariable("opt:aws-profile, ''");
  return awsRegion(process.env, profile).catch(() => DEFAULT_REGION);
};
