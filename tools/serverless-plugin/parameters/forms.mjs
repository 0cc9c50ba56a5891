// The forms that a parameter's value may have. Each says what is wanted, in words that follow "must be", and whether a written
// value is so. Functions read the same values from their environment as strictly (shared/runtime/environment.ts).

/** @param {...string} choices */
export const oneOf = (...choices) => ({
  wanted: `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`,
  takes: (written) => choices.includes(written),
});

export const TRUE_OR_FALSE = oneOf('true', 'false');

/** Plain decimal digits, without sign, leading zero, blank or exponent. */
export const integer = (least, most) => ({
  wanted: `an integer from ${least} to ${most}`,
  takes: (written) =>
    /^(0|[1-9]\d{0,14})$/.test(written) && Number(written) >= least && Number(written) <= most,
});

/** The form, or a word that stands for something else. */
export const orWord = ({ wanted, takes, ...others }, word) => ({
  ...others,
  wanted: `${wanted}, or ${word}`,
  takes: (written) => written === word || takes(written),
});

const isUrl = (written, protocols) => !/\s/.test(written) && protocols.test(written) && URL.canParse(written);

/** A user and a password stand in the configuration document: a template and the variables of a function are read by many. */
export const PROXY_ADDRESS = {
  wanted: 'an http or https address without user, password and path, such as http://proxy.example.com:3128',
  takes: (written) => isUrl(written, /^https?:\/\/([\w.-]+|\[[\da-f:.]+\])(:[1-9]\d*)?\/?$/i),
};

/** Real numbers go there in signed calls: in plain http to the own machine alone. */
export const PLATFORM_ADDRESS = {
  wanted:
    'an https address without user, password, ? and #, such as https://rtcpns.cn-north-1.myhuaweicloud.com; http is for loopback hosts only',
  takes: (written) =>
    isUrl(written, /^(https:\/\/|http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?(\/|$))/) &&
    !/[?#@]/.test(written),
};

export const HTTPS_ADDRESS = {
  wanted: 'an https address',
  takes: (written) => isUrl(written, /^https:\/\//),
};

export const TOPIC_ARN = {
  wanted: 'the ARN of an SNS topic, such as arn:aws:sns:eu-central-1:123456789012:alarms',
  takes: (written) => /^arn:aws(-[a-z]+)*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/.test(written),
};

/**
 * Of two names that differ in capitals alone, IAM takes but one ("Tag keys are case insensitive").
 *
 * @param {RegExp} item one of the list
 * @param {string} wanted what each is
 * @param {number} most of them
 */
const listOf = (item, wanted, most) => ({
  wanted: `${wanted}, at most ${most} with commas between them, none twice`,
  takes: (written) => {
    const items = written.split(',').map((one) => one.trim());
    const names = new Set(items.map((one) => one.split('=', 1)[0].toLowerCase()));
    return items.length <= most && names.size === items.length && items.every((one) => item.test(one));
  },
});

// As many as a function of Lambda takes (API reference of `VpcConfig`).
export const SUBNET_IDS = listOf(/^subnet-([0-9a-f]{8}|[0-9a-f]{17})$/, 'ids of subnets', 16);
export const SECURITY_GROUP_IDS = listOf(/^sg-([0-9a-f]{8}|[0-9a-f]{17})$/, 'ids of security groups', 5);

/**
 * As much as all services take; AWS keeps names with `aws:` for itself. Of the fifty tags of a resource, three are those that the
 * stack gives (`service`, `stage`) and the framework (`STAGE`).
 */
export const TAGS = listOf(
  /^(?!aws:|(service|stage)=)[\w.:/+@-]{1,128}=[\w .:/=+@-]{0,256}$/i,
  'name=value, other names than service and stage',
  47,
);

export const DOMAIN_NAME = {
  wanted: 'the name of a domain, such as calls.example.com',
  takes: (written) =>
    /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(written),
};

export const CERTIFICATE_ARN = {
  wanted: 'the ARN of a certificate in ACM',
  takes: (written) => /^arn:aws(-[a-z]+)*:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]+$/.test(written),
};

/** Rights are given on a key and not on a name for it. */
export const KEY_ARN = {
  wanted: 'the ARN of a key in KMS, not of an alias',
  takes: (written) =>
    /^arn:aws(-[a-z]+)*:kms:[a-z0-9-]+:\d{12}:key\/([\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}|mrk-[\da-f]{32})$/.test(
      written,
    ),
};

/** As EventBridge has it (API reference of `CreateEventBus`); `default` is the bus that every account has. */
export const EVENT_BUS_NAME = {
  wanted: 'the name of a bus in EventBridge of the same account and region',
  takes: (written) => /^[\w.-][\w./-]{0,255}$/.test(written),
};

export const EMAIL_ADDRESS = {
  wanted: 'an e-mail address, such as on-call@example.com',
  takes: (written) => /^[^\s@<>"]{1,64}@[\w-]+(\.[\w-]+)+$/.test(written),
};

/** Of text alone: YAML would make another number of `007` or of one with twenty digits. */
export const WORD = {
  wanted: 'text of visible ASCII characters without blanks (a number in quotes)',
  textOnly: true,
  takes: (written) => /^[\x21-\x7e]{1,1024}$/.test(written),
};

const SECRET = /^secretsmanager:[\w/+=.@-]{1,512}$/;
const SECRET_ARN =
  /^secretsmanager:arn:aws(-[a-z]+)*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]{1,512}-[A-Za-z0-9]{6}$/;

/** An ARN is wanted whole, because a right is given to exactly this secret. */
export const DOCUMENT_URI = {
  wanted:
    'secretsmanager:<name> or secretsmanager:<ARN with the six characters at its end>; file:///<path> on this machine alone',
  takes: (written) =>
    SECRET.test(written) ||
    SECRET_ARN.test(written) ||
    (/^file:\/\/\/\S/.test(written) && isUrl(written, /^file:/)),
};
