// The lifecycle of the bucket of recordings. CommonJS, because that is what the framework reads files with.

/** A killed archiver leaves parts that cost money and are listed nowhere. */
const ABORT = {
  Id: 'abort-incomplete-uploads',
  Status: 'Enabled',
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
};

/**
 * With `protectData` the bucket keeps versions. A recording that was erased has to go all the same: three days are enough to notice a mistake
 * over a weekend, and whoever has a recording erased is told of them (docs/privacy.md).
 */
const END_FORMER_VERSIONS = {
  Id: 'former-versions',
  Status: 'Enabled',
  NoncurrentVersionExpiration: { NoncurrentDays: 3 },
  ExpiredObjectDeleteMarker: true,
};

const ALWAYS = [ABORT, END_FORMER_VERSIONS];

/** A rule that is made here and not by a condition of CloudFormation: the template then never says `never` where days belong. */
const deleteAfter = (days) => ({
  Id: 'retention',
  Status: 'Enabled',
  Prefix: 'recordings/',
  ExpirationInDays: days,
});

const deleteExportsAfter = (days) => ({
  Id: 'retention-of-exports',
  Status: 'Enabled',
  Prefix: 'exports/',
  ExpirationInDays: days,
});

const isDays = (written) => /^\d+$/.test(String(written));

module.exports = async ({ resolveVariable }) => {
  const written = await resolveVariable('self:custom.settings.recordingRetentionDays');
  // The plugin refuses, in one line, what is neither `never` nor a number of days; an error from here would come with a stack.
  const ofExports = await resolveVariable('self:custom.settings.exportRetentionDays');
  return [
    ...ALWAYS,
    ...(isDays(written) ? [deleteAfter(Number(written))] : []),
    ...(isDays(ofExports) ? [deleteExportsAfter(Number(ofExports))] : []),
  ];
};
