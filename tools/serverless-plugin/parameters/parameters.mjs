import {
  DOCUMENT_URI,
  HTTPS_ADDRESS,
  integer,
  oneOf,
  orWord,
  PLATFORM_ADDRESS,
  PROXY_ADDRESS,
  TOPIC_ARN,
  TRUE_OR_FALSE,
  WORD,
} from './forms.mjs';

/** Only these can be set in CloudWatch (API reference of `PutRetentionPolicy`). */
const LOG_RETENTION_DAYS = [
  ...['1', '3', '5', '7', '14', '30', '60', '90', '120', '150', '180', '365', '400', '545', '731', '1096'],
  ...['1827', '2192', '2557', '2922', '3288', '3653'],
];

/**
 * All parameters of a deployment: the default, the form that a value must have (forms.mjs) and the meaning, one sentence in
 * Markdown for the table of README.md. `serverless.yml` and the files it reads find the value in `custom.settings.<name>` as text,
 * the word `none` as empty text, or as what `setting` makes of it.
 */
export const PARAMETERS = {
  httpsProxy: {
    default: 'none',
    form: orWord(PROXY_ADDRESS, 'none'),
    meaning: 'CONNECT proxy for calls to the platform and downloads; AWS calls never use it',
  },
  platformUrl: {
    default: 'none',
    form: orWord(PLATFORM_ADDRESS, 'none'),
    meaning: "another platform for all apps, for tests; `none`: each app's own address",
  },
  platformLatestSeconds: {
    default: '300',
    form: integer(0, 86_400),
    meaning:
      'An unanswered request may still take effect for this many seconds. The platform refuses a signature that is older',
  },
  axeBindingsPerNumber: {
    default: '200',
    form: integer(1, 1_000_000),
    meaning:
      'AXE: a number with this many live bindings is not chosen any more, because all of them share its line. The vendor advises 200. A bind may still name it',
  },
  retentionDays: {
    default: '180',
    // shared/kernel/retention.ts says why not less.
    form: integer(14, 36_500),
    meaning: 'how long ended bindings, calls and text messages stay',
  },
  recordingRetentionDays: {
    default: 'never',
    form: orWord(integer(1, 36_500), 'never'),
    meaning: 'archived recordings are deleted after so many days',
  },
  archiveFirstDelaySeconds: {
    default: '60',
    form: integer(0, 86_400),
    meaning: 'wait between a CDR and the first download',
  },
  recordingShards: {
    default: '4',
    // As many as there are partitions (shared/recordings/store/partitions.ts): a shard beyond would have nothing to do.
    form: integer(1, 32),
    meaning: 'archivers that run side by side ([scaling](docs/scaling.md))',
  },
  keepMessageText: {
    default: 'true',
    form: TRUE_OR_FALSE,
    meaning: '`false`: texts are stored without their content',
  },
  alarmTopicArn: {
    default: 'none',
    form: orWord(TOPIC_ARN, 'none'),
    // The condition `TellAlarms` compares with the word.
    setting: (arn) => arn,
    meaning:
      'SNS topic that is told of [alarms](docs/operations.md#alarms); `none`: they are seen in the console',
  },
  logLevel: {
    default: 'info',
    form: oneOf('debug', 'info', 'warn', 'error'),
    meaning: 'least level of log lines',
  },
  logRetentionDays: {
    default: '30',
    form: oneOf(...LOG_RETENTION_DAYS),
    meaning: 'days that CloudWatch keeps log lines',
  },
  existingData: {
    default: 'false',
    form: TRUE_OR_FALSE,
    meaning:
      '`true`: the tables, the bucket and the secrets that an earlier deployment has left are used and none is made; for a deployment [after a removal](docs/operations.md#remove-and-deploy-again)',
  },
  configUri: {
    default: 'own',
    form: orWord(DOCUMENT_URI, 'own'),
    setting: (uri) => (uri === 'own' ? { 'Fn::Sub': `secretsmanager:\${ConfigSecret}` } : uri),
    meaning:
      'where the configuration document is. `own`: the secret of this stack. With another secret the stack makes none, and its functions may read that one ([more](docs/configuration.md#another-secret))',
  },
  apiGuard: {
    default: 'key',
    form: oneOf('key', 'jwt', 'iam'),
    meaning:
      'by what our API knows its callers: `key`, an API key; `jwt`, a token of `jwtIssuer` for `jwtAudience`, whose `sub` is the caller; `iam`, an AWS signature. The gateway checks the last two and refuses strangers in its own words ([ADR 35](docs/adr/0035-the-key-is-checked-in-the-function.md))',
  },
  jwtIssuer: {
    default: 'none',
    form: orWord(HTTPS_ADDRESS, 'none'),
    meaning: 'issuer of the tokens, with `apiGuard: jwt`',
  },
  jwtAudience: {
    default: 'none',
    form: orWord(WORD, 'none'),
    meaning: 'audience of the tokens, with `apiGuard: jwt`',
  },
  awsClients: {
    default: 'lean',
    form: oneOf('lean', 'sdk'),
    meaning:
      '`sdk`: all functions reach DynamoDB and Secrets Manager through the AWS SDK, and a cold start of those without S3 takes half as long again ([ADR 33](docs/adr/0033-lean-clients.md))',
  },
  s3ForcePathStyle: {
    default: 'false',
    form: TRUE_OR_FALSE,
    meaning:
      "`true`: the bucket stands in the path of an S3 address, as engines other than Amazon's need it. `npm start` sets it; leave it out in AWS",
  },
};

/**
 * @param {Readonly<Record<string, string | undefined>>} values of all parameters, given or by default; undefined for one that is
 * refused already, or whose variable has no value yet
 * @returns one line for each fault that values have together, though each is fine by itself
 */
export const faultsTogether = ({ apiGuard, jwtIssuer, jwtAudience }) => {
  const given = Object.entries({ jwtIssuer, jwtAudience }).filter(([, value]) => value !== undefined);
  if (apiGuard === undefined) return [];
  return apiGuard === 'jwt'
    ? given.filter(([, value]) => value === 'none').map(([name]) => `${name} must be given with apiGuard=jwt`)
    : given
        .filter(([, value]) => value !== 'none')
        .map(([name]) => `${name} must be left out without apiGuard=jwt`);
};
