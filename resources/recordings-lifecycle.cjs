// The lifecycle of the bucket of recordings. CommonJS, because that is what the framework reads files with.

/** A killed archiver leaves parts that cost money and are listed nowhere. */
const ABORT = {
  Id: 'abort-incomplete-uploads',
  Status: 'Enabled',
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
};

/** A rule that is made here and not by a condition of CloudFormation: the template then never says `never` where days belong. */
const deleteAfter = (days) => ({
  Id: 'retention',
  Status: 'Enabled',
  Prefix: 'recordings/',
  ExpirationInDays: days,
});

module.exports = async ({ resolveVariable }) => {
  const written = await resolveVariable('self:custom.settings.recordingRetentionDays');
  // The plugin refuses, in one line, what is neither `never` nor a number of days; an error from here would come with a stack.
  const days = /^\d+$/.test(String(written)) ? Number(written) : undefined;
  return days === undefined ? [ABORT] : [ABORT, deleteAfter(days)];
};
