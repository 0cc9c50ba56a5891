import type { Signing } from './pushes.ts';

type Sent = Record<string, unknown>;

/** How the platform might write the same push: what it changes in the body, and how it signs. */
export type Dialect = Readonly<{
  name: string;
  body?: (body: Sent) => Sent;
  signing?: Partial<Signing>;
}>;

/** Fields that each kind of object may lack (the vendor's tables mark them as optional). */
const OPTIONAL: readonly (readonly [holder: string, fields: readonly string[]])[] = [
  ['feeLst', ['icid', 'fwdDisplayNum', 'fwdDstNum', 'callInTime', 'fwdStartTime', 'fwdAlertingTime']],
  ['feeLst', ['fwdAnswerTime', 'failTime', 'recordStartTime', 'recordObjectName', 'recordDomain']],
  ['feeLst', ['recordBucketName', 'subscriptionId', 'userData', 'extendNum', 'areaCode', 'callRelDirection']],
  ['statusInfo', ['subscriptionId', 'userData', 'digitInfo', 'stateDesc', 'callRelDirection']],
  ['smsEvent', ['called', 'subscriptionId', 'smsContent', 'areaCode', 'userData']],
  ['numInfo', ['cause']],
];

/** The objects that carry the fields, in whatever list or object they are. */
const eachHolder = (body: Sent, change: (holder: Sent, kind: string) => Sent): Sent =>
  Object.fromEntries(
    Object.entries(body).map(([kind, value]) => {
      if (Array.isArray(value)) return [kind, value.map((entry: Sent) => change(entry, kind))];
      return [kind, typeof value === 'object' && value !== null ? change(value as Sent, kind) : value];
    }),
  );

const withMissing =
  (value: '' | null) =>
  (body: Sent): Sent =>
    eachHolder(body, (holder, kind) => {
      const names = OPTIONAL.filter(([of]) => of === kind).flatMap(([, fields]) => fields);
      return { ...Object.fromEntries(names.map((name) => [name, value])), ...holder };
    });

const withoutEmpty = (body: Sent): Sent =>
  eachHolder(body, (holder) =>
    Object.fromEntries(Object.entries(holder).filter(([, value]) => value !== '')),
  );

const everyScalar =
  (change: (value: unknown, name: string) => unknown) =>
  (body: Sent): Sent =>
    JSON.parse(
      JSON.stringify(body, (name, value) => (typeof value === 'object' ? value : change(value, name))),
    ) as Sent;

/** Texts and phone numbers stay texts; codes that are sent as text become numbers. */
const CODES_AS_TEXT = new Set(['status', 'cause', 'value', 'extendNum', 'digitInfo']);

const otherSpellings = (body: Sent): Sent =>
  eachHolder(body, ({ extendNum, extInfo, event, ...holder }) => ({
    ...holder,
    ...(extendNum === undefined ? {} : { extendNumber: extendNum }),
    ...(event === undefined ? {} : { event: 'Text SMS ' }),
    ...(extInfo === undefined ? {} : { extInfo: { extParas: pairsOf(extInfo as Pairs) } }),
  }));

type Pairs = { extParas: { key: string; value: string }[] };
const pairsOf = ({ extParas }: Pairs): object =>
  Object.fromEntries(extParas.map(({ key, value }) => [key, value]));

const newerSession = (body: Sent): Sent =>
  eachHolder(body, (holder) =>
    'sessionId' in holder
      ? {
          ...holder,
          sessionId: `+8617000000001_+8613800000001_4_69a3a57b_204811_512_1_0_${holder['sessionId']}`,
        }
      : holder,
  );

const withUnknown = (body: Sent): Sent => ({
  ...eachHolder(body, (holder) => ({ ...holder, voiceCheckType: 0, newField: { of: ['tomorrow'] } })),
  version: '2.0',
});

const numbersAsText = everyScalar((value) => (typeof value === 'number' ? String(value) : value));

const textAsNumbers = everyScalar((value, name) =>
  CODES_AS_TEXT.has(name) && /^\d+$/.test(String(value)) ? Number(value) : value,
);

const both =
  (one: (body: Sent) => Sent, other: (body: Sent) => Sent) =>
  (body: Sent): Sent =>
    other(one(body));

/**
 * The ways in which a documented push must be understood, after the vendor's conflicting pages and samples. Each has two
 * of them, because every example comes in all of them.
 */
export const DIALECTS: readonly Dialect[] = [
  { name: 'as documented' },
  { name: 'signed the older way', signing: { scheme: 'WSSE' } },
  {
    name: 'numbers as text, missing fields empty, signature written otherwise',
    body: both(numbersAsText, withMissing('')),
    signing: { written: 'otherwise' },
  },
  {
    name: 'text as numbers, missing fields null, the older signature written otherwise',
    body: both(textAsNumbers, withMissing(null)),
    signing: { scheme: 'WSSE', written: 'otherwise' },
  },
  { name: 'other spellings, empty fields missing', body: both(otherSpellings, withoutEmpty) },
  {
    name: 'newer session ids, fields that nobody knows',
    body: both(newerSession, withUnknown),
    signing: { scheme: 'WSSE' },
  },
];
