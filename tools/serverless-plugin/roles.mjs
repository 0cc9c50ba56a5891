// One IAM role a function: what its function.yml grants under `iamRoleStatements`, and writing to its own log group.

/** Properties of a function in serverless.yml that this adds. */
export const FUNCTION_PROPERTIES = {
  properties: { iamRoleStatements: { type: 'array', items: { type: 'object' } } },
};

/** `cdr-webhook` becomes `CdrWebhookRole`. */
export const roleIdOf = (functionName) =>
  `${functionName.replaceAll(/(?:^|-)([a-z])/g, (_match, letter) => letter.toUpperCase())}Role`;

/**
 * @param {{ functionName: string, logGroup: string, statements: readonly object[] }} options `logGroup` is its name.
 * @returns {object} an `AWS::IAM::Role`
 */
export const roleOf = ({ functionName, logGroup, statements }) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    Description: `Rights of the function ${functionName}`,
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        // Lambda's service principal has this name in every partition, China included.
        { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
      ],
    },
    Policies: [
      {
        PolicyName: 'own-rights',
        PolicyDocument: { Version: '2012-10-17', Statement: [writeLogs(logGroup), ...statements] },
      },
    ],
  },
});

const writeLogs = (logGroup) => ({
  Effect: 'Allow',
  Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  // Lambda names the streams as it goes, so the end of the ARN stays open.
  Resource: [
    {
      'Fn::Sub': `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:${logGroup}:log-stream:*`,
    },
  ],
});
