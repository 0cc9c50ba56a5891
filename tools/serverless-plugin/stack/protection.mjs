// Protection of data against deletion by mistake, beside the Retain of CloudFormation, which a click in the console passes by.

/** DynamoDB refuses to delete a table; the bucket keeps what was deleted or overwritten for a few days (resources/recordings-bucket.yml). */
export const protectData = (template, { protectData: written }) => {
  const isProtected = written === 'true';
  for (const { Type, Properties } of Object.values(template.Resources))
    if (Type === 'AWS::DynamoDB::Table') Properties.DeletionProtectionEnabled = isProtected;
  // A bucket that had versions once can only stop to make new ones.
  template.Resources.RecordingsBucket.Properties.VersioningConfiguration = {
    Status: isProtected ? 'Enabled' : 'Suspended',
  };
};
