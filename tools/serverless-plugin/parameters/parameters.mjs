import {
  CERTIFICATE_ARN,
  DOCUMENT_URI,
  DOMAIN_NAME,
  EMAIL_ADDRESS,
  EVENT_BUS_NAME,
  HTTPS_ADDRESS,
  integer,
  KEY_ARN,
  oneOf,
  orWord,
  PLATFORM_ADDRESS,
  PROXY_ADDRESS,
  SECURITY_GROUP_IDS,
  SUBNET_IDS,
  TAGS,
  TOPIC_ARN,
  TRUE_OR_FALSE,
  WORD,
} from './forms.mjs';
import { secretName } from './names.mjs';

/** Only these can be set in CloudWatch (API reference of `PutRetentionPolicy`). */
const LOG_RETENTION_DAYS = [
  ...['1', '3', '5', '7', '14', '30', '60', '90', '120', '150', '180', '365', '400', '545', '731', '1096'],
  ...['1827', '2192', '2557', '2922', '3288', '3653'],
];

/**
 * All parameters of a deployment: the default, the form that a value must have (forms.mjs) and the meaning, one sentence in
 * Markdown for the table of docs/deploy.md. `serverless.yml` and the files it reads find the value in `custom.settings.<name>` as text,
 * the word `none` as empty text, or as what `setting` makes of it.
 */
export const PARAMETERS = {
  httpsProxy: {
    default: 'none',
    form: orWord(PROXY_ADDRESS, 'none'),
    meaning:
      'CONNECT proxy for calls to the platform and downloads; AWS calls never use it. One with a password stands as `httpsProxy` in the [configuration document](configuration.md), which wins',
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
    meaning:
      'how many days ended bindings stay; calls and text messages too, unless the next two say otherwise',
  },
  callRetentionDays: {
    default: 'retentionDays',
    form: orWord(integer(14, 36_500), 'retentionDays'),
    setting: (days) => (days === 'retentionDays' ? '' : days),
    meaning: 'how many days calls stay; `retentionDays`: as many as that says',
  },
  messageRetentionDays: {
    default: 'retentionDays',
    form: orWord(integer(1, 36_500), 'retentionDays'),
    setting: (days) => (days === 'retentionDays' ? '' : days),
    meaning:
      'the same for text messages. The push that brought one lies [sealed in the journal](privacy.md#pushes) for 31 days all the same',
  },
  recordingRetentionDays: {
    default: '180',
    form: orWord(integer(1, 36_500), 'never'),
    meaning:
      'archived recordings are deleted after so many days; until then their CDRs stay as well, also beyond `callRetentionDays`',
  },
  auditRetentionDays: {
    default: '366',
    form: integer(1, 36_500),
    meaning:
      'how many days it stays who heard a recording, and who erased or exported ([audit](privacy.md#audit))',
  },
  usageRetentionDays: {
    default: '1096',
    // shared/kernel/retention.ts says why not less.
    form: integer(62, 36_500),
    meaning:
      'how many days [sums of usage](usage.md) stay, from the end of their month on; they outlive the calls and texts that they were counted from',
  },
  usageWindowSeconds: {
    default: '3600',
    // A day is looked at for twelve hours after the last record that relies on it (shared/usage/count/look-at-days.ts).
    form: integer(0, 21_600),
    meaning:
      'usage is counted so often at most for each private number and day; fewer seconds cost more ([why](usage.md#cost)). 0 is for engines whose indexes do not lag',
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
    meaning: 'archivers that run side by side ([scaling](scaling.md))',
  },
  keepMessageText: {
    default: 'true',
    form: TRUE_OR_FALSE,
    meaning: '`false`: texts are stored without their content',
  },
  exports: {
    default: 'off',
    form: oneOf('off', 'masked', 'sealed'),
    meaning:
      'whether calls, messages and bindings of each finished day are written into the bucket for [Athena or a warehouse](export.md), and how numbers stand there',
  },
  exportRetentionDays: {
    default: '180',
    form: integer(1, 36_500),
    meaning: 'exported objects are deleted after so many days',
  },
  pageTopicArn: {
    default: 'own',
    form: orWord(TOPIC_ARN, 'own'),
    setting: (arn) => (arn === 'own' ? '' : arn),
    meaning:
      'SNS topic that is told of [alarms](operations.md#alarms) that cannot wait; `own`: one of the stack',
  },
  ticketTopicArn: {
    default: 'own',
    form: orWord(TOPIC_ARN, 'own'),
    setting: (arn) => (arn === 'own' ? '' : arn),
    meaning: 'SNS topic that is told of alarms that wait until the morning; `own`: one of the stack',
  },
  alarmEmail: {
    default: 'none',
    form: orWord(EMAIL_ADDRESS, 'none'),
    meaning:
      "address that the stack's own topics write to, once it has confirmed; `none`: subscribe by yourself",
  },
  eventBusName: {
    default: 'own',
    form: orWord(EVENT_BUS_NAME, 'own'),
    // Null, so that serverless.yml takes the name of the stack's own.
    setting: (name) => (name === 'own' ? null : name),
    meaning:
      'EventBridge bus on which the business hears of [events](events/README.md); `own`: one of the stack',
  },
  silenceMinutes: {
    default: '120',
    form: integer(90, 240),
    meaning:
      'minutes without a push of an app after which [`pushes-missing`](runbook/alarms/pushes-missing.md) rings, while calls are to be expected. The platform repeats a push for 300',
  },
  logLevel: {
    default: 'info',
    form: oneOf('debug', 'info', 'warn', 'error'),
    meaning:
      'least level of log lines. With less than `info` the [pages of alarms](operations.md#lines-of-all-functions) find little',
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
      '`true`: the tables, the bucket and the secrets that an earlier deployment has left are used and none is made; for a deployment [after a removal](operations.md#remove-and-deploy-again)',
  },
  configUri: {
    default: 'own',
    form: orWord(DOCUMENT_URI, 'own'),
    setting: (uri) => (uri === 'own' ? { 'Fn::Sub': `secretsmanager:\${ConfigSecret}` } : uri),
    meaning:
      'where the configuration document is. `own`: the secret of this stack. With another secret the stack makes none, and its functions may read that one ([more](configuration.md#another-secret))',
  },
  accessUri: {
    default: 'own',
    form: orWord(DOCUMENT_URI, 'own'),
    setting: (uri) => (uri === 'own' ? { 'Fn::Sub': `secretsmanager:\${AccessSecret}` } : uri),
    meaning:
      'where the [access document](configuration.md#the-access-document) is, which names the callers of the API. `own`: the second secret of this stack; another one as with `configUri`',
  },
  apiGuard: {
    default: 'key',
    form: oneOf('key', 'jwt', 'iam'),
    meaning:
      'by what our API knows its callers: `key`, an API key; `jwt`, a token of `jwtIssuer` for `jwtAudience`, whose `sub` is the caller; `iam`, an AWS signature. The gateway checks the last two and refuses strangers in its own words ([ADR 35](adr/0035-the-key-is-checked-in-the-function.md))',
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
  jwtScopePrefix: {
    default: 'none',
    form: orWord(WORD, 'none'),
    meaning:
      'text before the scopes in the tokens, with `apiGuard: jwt`: `privatenumber/` where a token of Amazon Cognito has `privatenumber/read`. `none`: a scope stands alone, and one of another API does not count',
  },
  domainName: {
    default: 'none',
    form: orWord(DOMAIN_NAME, 'none'),
    meaning:
      '[a domain of your own](stack.md#a-domain-of-your-own) for the API, with TLS 1.2; the address of the gateway is closed then',
  },
  certificateArn: {
    default: 'none',
    form: orWord(CERTIFICATE_ARN, 'none'),
    meaning: 'its certificate, in the region of the stack, with `domainName`',
  },
  apiRequestsPerSecond: {
    default: '100',
    form: integer(1, 10_000),
    meaning:
      'what the gateway lets through to each route of the API; more are a 429 ([throttling](stack.md#throttling))',
  },
  webhookRequestsPerSecond: {
    default: '1000',
    form: integer(1, 10_000),
    meaning: 'the same for each webhook',
  },
  webhookConcurrency: {
    default: '25',
    form: integer(0, 1000),
    meaning:
      'concurrent executions that are reserved for each of the four webhooks, so that no flood starves them; `0`: none, for [new AWS accounts](stack.md#concurrency-of-the-webhooks)',
  },
  vpcSubnetIds: {
    default: 'none',
    form: orWord(SUBNET_IDS, 'none'),
    meaning: 'run the functions in these subnets of a VPC ([NAT and endpoints](egress.md#vpc-and-nat))',
  },
  vpcSecurityGroupIds: {
    default: 'none',
    form: orWord(SECURITY_GROUP_IDS, 'none'),
    meaning: 'their security groups, with `vpcSubnetIds`',
  },
  protectData: {
    default: 'true',
    form: TRUE_OR_FALSE,
    meaning:
      'tables cannot be deleted by hand, and the bucket keeps a deleted recording for three days ([more](operations.md#protected-data))',
  },
  kmsKeyArn: {
    default: 'none',
    form: orWord(KEY_ARN, 'none'),
    meaning:
      '[a key of your own](stack.md#a-key-of-your-own) for tables, recordings, secrets and logs; `none`: keys of AWS',
  },
  tags: {
    default: 'none',
    form: orWord(TAGS, 'none'),
    meaning: 'tags of everything that takes them, beside `service` and `stage`',
  },
  tracing: {
    default: 'off',
    form: oneOf('off', 'active'),
    meaning: '`active`: [X-Ray traces](stack.md#tracing) of the functions; not in AWS China',
  },
  runtime: {
    default: 'nodejs24.x',
    form: oneOf('nodejs24.x', 'nodejs22.x'),
    meaning:
      'what the functions run on, where a region [lacks the first](egress.md#what-a-region-may-lack); `httpsProxy` needs it',
  },
  architecture: {
    default: 'arm64',
    form: oneOf('arm64', 'x86_64'),
    meaning: 'the processor of the functions, where a region lacks the first',
  },
  awsClients: {
    default: 'lean',
    form: oneOf('lean', 'sdk'),
    meaning:
      '`sdk`: all functions reach DynamoDB and Secrets Manager through the AWS SDK, and a cold start of those without S3 takes half as long again ([ADR 33](adr/0033-lean-clients.md))',
  },
  s3ForcePathStyle: {
    default: 'false',
    form: TRUE_OR_FALSE,
    meaning:
      "`true`: the bucket stands in the path of an S3 address, as engines other than Amazon's need it. `npm start` sets it; leave it out in AWS",
  },
};

/** Pairs of which one is nothing without the other. */
const PAIRS = [
  ['vpcSubnetIds', 'vpcSecurityGroupIds'],
  ['domainName', 'certificateArn'],
];

/**
 * @param {Readonly<Record<string, string | undefined>>} values of all parameters, given or by default; undefined for one that is
 * refused already, or whose variable has no value yet
 * @returns one line for each fault that values have together, though each is fine by itself
 */
export const faultsTogether = (values) => [
  ...guardFaults(values),
  ...PAIRS.filter((pair) => pair.every((name) => values[name] !== undefined))
    .filter(([one, other]) => (values[one] === 'none') !== (values[other] === 'none'))
    .map(([one, other]) => `${one} and ${other} must be given together`),
  // Each has fields that the other refuses.
  ...(isOneSecret(values) ? ['configUri and accessUri must be two secrets'] : []),
  ...(isSet(values.alarmEmail, 'none') &&
  isSet(values.pageTopicArn, 'own') &&
  isSet(values.ticketTopicArn, 'own')
    ? ['alarmEmail must be left out with pageTopicArn and ticketTopicArn: it would be told of nothing']
    : []),
  // Node's own agent goes through a proxy since 24.5 (shared/platform/client/outgoing-agent.ts).
  ...(values.runtime === 'nodejs22.x' && (values.httpsProxy ?? 'none') !== 'none'
    ? ['runtime must be nodejs24.x with httpsProxy']
    : []),
];

/** Also where one has its name and the other its ARN. */
const isOneSecret = ({ configUri, accessUri }) => {
  if (!isSet(configUri, 'own') || !isSet(accessUri, 'own')) return false;
  const secrets = [configUri, accessUri].map((uri) => uri.replace(/^secretsmanager:/, ''));
  const areArns = secrets.every((secret) => secret.startsWith('arn:'));
  const [one, other] = areArns ? secrets : secrets.map(secretName);
  return one === other;
};

/** A value that says something else than the word for nothing. */
const isSet = (value, nothing) => value !== undefined && value !== nothing;

const guardFaults = ({ apiGuard, jwtIssuer, jwtAudience, jwtScopePrefix }) => {
  const given = (values) => Object.entries(values).filter(([, value]) => value !== undefined);
  if (apiGuard === undefined) return [];
  return apiGuard === 'jwt'
    ? given({ jwtIssuer, jwtAudience })
        .filter(([, value]) => value === 'none')
        .map(([name]) => `${name} must be given with apiGuard=jwt`)
    : given({ jwtIssuer, jwtAudience, jwtScopePrefix })
        .filter(([, value]) => value !== 'none')
        .map(([name]) => `${name} must be left out without apiGuard=jwt`);
};
