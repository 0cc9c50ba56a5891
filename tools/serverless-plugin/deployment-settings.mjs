const oneOf = (...choices) => ({
  takes: (written) => choices.includes(written),
  wanted: `one of ${choices.join(', ')}`,
});

const wholeNumber = (least, most = Number.MAX_SAFE_INTEGER) => ({
  takes: (written) => /^\d{1,15}$/.test(written) && Number(written) >= least && Number(written) <= most,
  wanted:
    most < Number.MAX_SAFE_INTEGER
      ? `an integer from ${least} to ${most}`
      : `an integer of at least ${least}`,
});

const orElse = ({ takes, wanted }, other) => ({
  takes: (written) => written === other || takes(written),
  wanted,
});

/** The values that the functions and CloudFormation can use. */
const SETTINGS = {
  logLevel: oneOf('debug', 'info', 'warn', 'error'),
  archiveFirstDelaySeconds: wholeNumber(0),
  keepMessageText: oneOf('true', 'false'),
  platformLatestSeconds: wholeNumber(0),
  axeBindingsPerNumber: wholeNumber(1),
  // shared/kernel/retention.ts says why.
  retentionDays: wholeNumber(14),
  recordingRetentionDays: orElse(wholeNumber(1), 'never'),
  awsClients: oneOf('lean', 'sdk'),
  existingData: oneOf('true', 'false'),
  s3ForcePathStyle: orElse(oneOf('true', 'false'), ''),
  // As many as there are partitions (shared/recordings/store/partitions.ts): a shard beyond would have nothing to do.
  recordingShards: wholeNumber(1, 32),
  apiGuard: oneOf('key', 'jwt', 'iam'),
};

const isIssuer = (written) => URL.canParse(written) && new URL(written).protocol === 'https:';

/** The issuer and the audience of tokens are wanted together, and with the guard that uses them alone. */
const jwtFaults = ({ apiGuard, jwtIssuer, jwtAudience }) => {
  if (apiGuard !== 'jwt')
    return jwtIssuer === '' && jwtAudience === '' ? [] : ['jwtIssuer and jwtAudience go with apiGuard=jwt'];
  return [
    ...(isIssuer(jwtIssuer) ? [] : [`jwtIssuer must be an https address, not ${jwtIssuer}`]),
    ...(jwtAudience === '' ? ['jwtAudience must be the audience of your tokens'] : []),
  ];
};

/** One line for each setting of a deployment that a function would refuse when it starts, or take for another value. */
export const settingFaults = (settings) => [
  ...Object.entries(SETTINGS)
    .filter(([name, { takes }]) => !takes(String(settings[name])))
    .map(([name, { wanted }]) => `${name} must be ${wanted}, not ${settings[name]}`),
  ...jwtFaults(settings),
];
