import * as v from 'valibot';
import { parsePrivateNumber } from '../kernel/e164.ts';
import { MODES } from '../kernel/mode.ts';
import { AreaCode, Tone } from '../kernel/platform-texts.ts';
import { strictObject } from '../kernel/strict-object.ts';
import { DownloadHost } from '../recordings/download/download-host.ts';
import { Prices } from '../usage/prices.ts';

/** Where the platform answers when an app names no address of its own (`privatenumber_api_02_0027`). */
const DEFAULT_BASE_URL = 'https://rtcpns.cn-north-1.myhuaweicloud.com';

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

const isBaseUrl = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.test(url.hostname));
};

/** An address without a slash at its end. */
export const BaseUrl = v.pipe(
  v.string(),
  v.check(isBaseUrl, 'must be an https address; http is for loopback hosts only'),
  v.transform((text) => text.replace(/\/+$/, '')),
);

const XNumber = v.pipe(
  v.string(),
  v.check((text) => parsePrivateNumber(text) !== undefined, 'is not a valid mainland number'),
  v.transform((text) => String(parsePrivateNumber(text))),
);

const seconds = (least: number, most: number) =>
  v.pipe(
    v.number(),
    v.integer('must be whole seconds'),
    v.minValue(least, `must be at least ${least}`),
    v.maxValue(most, `must be at most ${most}`),
  );

const PoolNumber = strictObject({
  x: XNumber,
  areaCode: v.optional(AreaCode),
  sms: v.optional(v.boolean(), false),
});

/** Two hours: long enough for a delivery, short enough that a forgotten binding does not join strangers next week. */
const DEFAULT_TTL_SECONDS = 7200;

/** A quarter of an hour: whoever waits for a call longer than that has found another way. */
const DEFAULT_QUEUE_SECONDS = 900;

const Defaults = strictObject({
  ttlSeconds: v.optional(seconds(60, 7_776_000), DEFAULT_TTL_SECONDS),
  allowPermanent: v.optional(v.boolean(), false),
  record: v.optional(v.boolean(), false),
  recordTone: v.optional(Tone),
  areaMatch: v.optional(v.picklist(['strict', 'loose']), 'loose'),
  coolDownSeconds: v.optional(seconds(0, 31_536_000), 0),
  sticky: v.optional(v.picklist(['prefer', 'avoid', 'off']), 'off'),
  smsReply: v.optional(v.array(v.picklist(['temporary-callee', 'last-contact', 'discard']))),
});

/** One console application of the platform, with our settings for it. */
export const App = strictObject({
  name: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,32}$/, 'must be 1 to 32 of a-z, 0-9 and -')),
  mode: v.picklist(MODES),
  appKey: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  appSecret: v.pipe(v.string(), v.minLength(1)),
  previousAppSecret: v.optional(v.pipe(v.string(), v.minLength(1))),
  baseUrl: v.optional(BaseUrl, DEFAULT_BASE_URL),
  downloadHosts: v.optional(v.array(DownloadHost), []),
  scheme: v.optional(v.picklist(['AKSK', 'WSSE']), 'AKSK'),
  pushSignature: v.optional(v.picklist(['enforce', 'log']), 'enforce'),
  allocation: v.optional(v.picklist(['pool', 'platform']), 'pool'),
  numbers: v.optional(v.array(PoolNumber), []),
  reporting: v.optional(v.picklist(['off', 'warn', 'enforce']), 'off'),
  reconcile: v.optional(v.picklist(['report', 'repair']), 'report'),
  bindsPerPersonPerHour: v.optional(
    v.pipe(
      v.number(),
      v.integer('must be an integer'),
      v.minValue(1, 'must be at least 1'),
      v.maxValue(500, 'must be at most 500'),
    ),
  ),
  /** The answer to a bind while the platform does not answer: an error, or a pending binding that is made later. */
  platformDown: v.optional(v.picklist(['refuse', 'queue']), 'refuse'),
  /** How long a bind waits in the queue at most. */
  queueSeconds: v.optional(seconds(180, 86_400), DEFAULT_QUEUE_SECONDS),
  unbindAfterCallSeconds: v.optional(seconds(30, 604_800)),
  /** Whether bindings move to another X when theirs is lost. */
  rebind: v.optional(v.boolean(), false),
  /** From so many percent of the numbers of a city on the pool is low. */
  poolLowPercent: v.optional(
    v.pipe(
      v.number(),
      v.integer('must be whole percent'),
      v.minValue(1, 'must be at least 1'),
      v.maxValue(100, 'must be at most 100'),
    ),
    80,
  ),
  prices: v.optional(Prices),
  eventsWithNumbers: v.optional(v.boolean(), false),
  defaults: v.optional(Defaults, {}),
});
export type App = v.InferOutput<typeof App>;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Of whatever objects are in a list, which may have faults: the values of a field. */
const valuesOf = (list: unknown, field: string): readonly unknown[] =>
  listOf(list).flatMap((item) => (item instanceof Object ? (Reflect.get(item, field) ?? []) : []));

const repeats = (values: readonly unknown[]): boolean => new Set(values).size !== values.length;

/** Each private number that is listed before, by its place and never by itself. One X belongs to one app. */
const repeatedNumbers = (apps: unknown): readonly string[] => {
  const first = new Map<unknown, string>();
  return listOf(apps).flatMap((app, appIndex) =>
    valuesOf(valuesOf([app], 'numbers'), 'x').flatMap((x, index) => {
      const place = `${appIndex}.numbers.${index}.x`;
      const before = first.get(x);
      if (before === undefined) first.set(x, place);
      return before === undefined ? [] : [`${place} is the same number as ${before}`];
    }),
  );
};

/** The values that two apps share and only one may have. */
const sharedBy = (apps: unknown): readonly string[] => [
  ...(repeats(valuesOf(apps, 'name')) ? ['two apps have the same name'] : []),
  ...(repeats(valuesOf(apps, 'appKey')) ? ['two apps have the same appKey'] : []),
  ...repeatedNumbers(apps),
];

/** A bind whose answer was lost is looked for by A in AX, and elsewhere on every number of the app. */
const isBlind = (app: unknown): boolean =>
  app instanceof Object &&
  Reflect.get(app, 'allocation') === 'platform' &&
  ['AXB', 'AXE', 'AXYB'].includes(String(Reflect.get(app, 'mode'))) &&
  listOf(Reflect.get(app, 'numbers')).length === 0;

/** The apps that cannot find a lost bind again, by name. */
const blindApps = (apps: unknown): readonly string[] =>
  listOf(apps).flatMap((app) =>
    isBlind(app) && app instanceof Object
      ? [`${String(Reflect.get(app, 'name'))}: allocation "platform" needs numbers in this mode`]
      : [],
  );

/** The list of apps: `APPS_FILE` holds it alone, the deployed document under `apps`. */
export const Apps = v.pipe(
  v.array(App),
  v.minLength(1, 'must hold at least one app'),
  // Looks at a list with other faults as well, because all of them are to be named at once.
  v.rawCheck(({ dataset, addIssue }) => {
    for (const message of [...sharedBy(dataset.value), ...blindApps(dataset.value)]) addIssue({ message });
  }),
);
