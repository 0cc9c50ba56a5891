/** Deployments whose templates differ in their resources; together they reach every resource and both sides of every choice. */
export const VARIANTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  defaults: {},
  everything: {
    pageTopicArn: 'arn:aws:sns:us-east-1:123456789012:alarms',
    apiGuard: 'jwt',
    jwtAudience: 'calls',
    jwtIssuer: 'https://id.example.com',
    recordingRetentionDays: '400',
    recordingShards: '32',
  },
  'existing-data': { apiGuard: 'iam', existingData: 'true', logRetentionDays: '3653' },
};
