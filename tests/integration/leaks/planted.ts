import { createHash } from 'node:crypto';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { DEMO_ACCOUNT } from '../../../simulator/simulator.ts';
import {
  type Secret,
  secretKey,
  secretNumber,
  secretParts,
  secretText,
} from '../../harness/leaks/find-leaks.ts';

export const MODES: readonly Mode[] = ['AX', 'AXB', 'AXE', 'AXYB', 'X'];

/** People, made up; `line` is a fixed one, `refused` is named by the platform alone, `typed` by faulty requests alone. */
export const PEOPLE = {
  a: '+8613958203746',
  b: '+8613841926053',
  next: '+8615876310429',
  callee: '+8613672819405',
  stranger: '+8618936472051',
  line: '+8675583620947',
  refused: '+8613527184096',
  typed: '+8618670394215',
} as const;

/** The words of people, and those that whoever binds writes about them. */
export const WORDS = '我在北门等你, the kingfisher knows';
export const REFERENCE = 'trip-of-Wangxiaoming';
export const USER_DATA = 'passenger-Wangxiaoming';

/** Of the actual users who are reported to the carriers. */
export const NAME = '欧阳知更鸟';
export const CARD = '11010519491231002X';

const bytesOf = (name: string): Buffer => createHash('sha256').update(name).digest();

export const DATA_KEYS = ['first', 'second'].map((id) => ({
  id,
  key: bytesOf(`data key ${id}`).toString('base64'),
}));
export const LOOKUP_KEY = bytesOf('lookup key').toString('base64');
export const PROXY_PASSWORD = 'proxy-word-quagmire-88';
export const WEBHOOK_SECRET = 'webhook7segment8of9the0leak1test2path3';
export const MASKED_KEY = 'api-key-of-the-masked-reader-55';
export const EXPIRED_KEY = 'api-key-of-the-expired-caller-56';
export const GUESSED_KEY = 'api-key-somebody-guessed-57';
export const GUESSED_SECRET = 'app-secret-somebody-guessed-58';
export const NEXT_SECRET = 'app-secret-of-a-refused-document-59';
export const AWS_SECRET = 'aws-secret-access-key-of-the-leak-test-60';

/** How all private numbers of an app begin, after the country code. */
const stemOf = (mode: Mode): string => `17${MODES.indexOf(mode) + 1}48103`;

/** Private numbers of an app. */
export const numbersOf = (mode: Mode) =>
  Array.from({ length: 30 }, (_, index) => ({
    x: `+86${stemOf(mode)}${String(index).padStart(2, '0')}9`,
    areaCode: '0755',
    sms: true,
  }));

export const appOf = (mode: Mode) => ({
  name: mode.toLowerCase(),
  mode,
  appKey: `TestAppKeyLeaks${mode}`.padEnd(28, '0'),
  appSecret: `app-secret-of-leaks-${mode.toLowerCase()}-60`,
  numbers: numbersOf(mode),
});

const APP_SECRETS = MODES.map((mode) => appOf(mode).appSecret);

/** A private number of the app whose platform cannot be reached. */
export const PROXIED_X = '+8617948100692';

/** Every number of a person. */
export const NUMBERS_OF_PEOPLE: readonly Secret[] = [
  ...Object.entries(PEOPLE).flatMap(([name, number]) => {
    const national = number.slice('+86'.length);
    return [secretNumber(name, national), secretParts(name, national)];
  }),
];

/** Every number of a person or of ours. */
export const NUMBERS: readonly Secret[] = [
  ...NUMBERS_OF_PEOPLE,
  ...MODES.map((mode) => secretNumber(`a private number of ${mode}`, stemOf(mode))),
];

export const TEXTS: readonly Secret[] = [
  { name: 'text of a message', forms: ['kingfisher', '北门等你'] },
  secretText('reference or user data', 'Wangxiaoming'),
  { name: 'name or card of a reported person', forms: ['知更鸟', CARD.slice(0, 17)] },
];

/** Everything with which somebody could act in our name. */
export const KEYS: readonly Secret[] = [
  ...APP_SECRETS.map((secret) => secretText('app secret', secret)),
  ...DATA_KEYS.map(({ id, key }) => secretKey(`data key ${id}`, Buffer.from(key, 'base64'))),
  secretKey('lookupKey', Buffer.from(LOOKUP_KEY, 'base64')),
  secretText('secret key of the account at the platform', DEMO_ACCOUNT.sk),
  secretText('password of the proxy', PROXY_PASSWORD),
  secretText('secret segment of the webhooks', WEBHOOK_SECRET),
  secretText('API key of the tests', 'test-api-key-0001'),
  secretText('API key of a masked reader', MASKED_KEY),
  secretText('expired API key', EXPIRED_KEY),
  secretText('guessed API key', GUESSED_KEY),
  secretText('guessed app secret', GUESSED_SECRET),
  secretText('app secret of a refused document', NEXT_SECRET),
  secretText('secret access key of AWS', AWS_SECRET),
];
