import * as v from 'valibot';

/** Of 32 random bytes fewer are different once in more than 10^20 keys. */
const LEAST_DIFFERENT_BYTES = 16;
const LEAST_DIFFERENT_CHARACTERS = 8;

/** SHA-256 of nothing, of a line break, which come about by mistake, and of the key of `npm start`. */
const HASHES_OF_NO_KEY = new Set([
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b',
  '024f6c9525465fbec0047e2686f02a413c52241fde8af273148c419fa18fb312',
]);

const App = v.object({
  name: v.string(),
  appKey: v.string(),
  appSecret: v.string(),
  previousAppSecret: v.optional(v.string()),
});

const Configuration = v.object({
  apps: v.array(App),
  dataKeys: v.array(v.object({ id: v.string(), key: v.string() })),
  lookupKey: v.string(),
  httpsProxy: v.optional(v.string(), ''),
  webhookSecrets: v.optional(v.array(v.string()), []),
});

/**
 * The keys of a valid configuration document that protect nothing, and the texts of samples in it: a line each, by its place and
 * without the value. Operators' commands alone refuse it: a function goes on with a document that works.
 */
export const weaknessesOfConfiguration = (document: unknown): readonly string[] => {
  const { apps, dataKeys, lookupKey, httpsProxy, webhookSecrets } = v.parse(Configuration, document);
  const keys = [
    ...dataKeys.map(({ id, key }) => ({ place: `dataKeys.${id}.key`, bytes: Buffer.from(key, 'base64') })),
    { place: 'lookupKey', bytes: Buffer.from(lookupKey, 'base64') },
  ];
  return [
    ...apps.flatMap(({ name, ...texts }) =>
      Object.entries(texts).flatMap(([field, text]) =>
        text !== undefined && isSample(text) ? [`apps.${name}.${field}: is a sample text`] : [],
      ),
    ),
    ...repeatedIn(dataKeys.map(({ id }) => id)).map(
      (id) => `dataKeys.${id}: two data keys have this id, and the second opens nothing`,
    ),
    ...keys.flatMap(({ place, bytes }, index) => {
      if (!isRandom(bytes)) return [`${place}: is not random: openssl rand -base64 32 makes one`];
      const same = keys.slice(0, index).find((former) => former.bytes.equals(bytes));
      return same === undefined ? [] : [`${place}: is the key ${same.place}`];
    }),
    ...(isSampleAddress(httpsProxy) ? ['httpsProxy: is a sample address'] : []),
    // The empty one stands for addresses without a segment.
    ...webhookSecrets.flatMap((segment, index) =>
      segment !== '' && new Set(segment).size < LEAST_DIFFERENT_CHARACTERS
        ? [`webhookSecrets.${index}: is not random: openssl rand -hex 20 makes one`]
        : [],
    ),
  ];
};

const Access = v.object({ callers: v.array(v.object({ name: v.string(), hash: v.optional(v.string()) })) });

/** The same of an access document. */
export const weaknessesOfAccess = (document: unknown): readonly string[] =>
  v
    .parse(Access, document)
    .callers.flatMap(({ name, hash }) =>
      hash !== undefined &&
      (HASHES_OF_NO_KEY.has(hash.toLowerCase()) || new Set(hash).size < LEAST_DIFFERENT_CHARACTERS)
        ? [`callers.${name}.hash: is of no real key`]
        : [],
    );

const repeatedIn = (ids: readonly string[]): readonly string[] => [
  ...new Set(ids.filter((id, index) => ids.indexOf(id) < index)),
];

/** Words, as in the sample of docs/deploy.md (`from the console`), or what stands for something else; the console gives neither. */
const isSample = (text: string): boolean => /[\s<>…]|^(?:changeme|change-me|todo|x+)$/i.test(text);

/** Names that are reserved for examples (RFC 2606). */
const isSampleAddress = (address: string): boolean =>
  URL.canParse(address) && /(?:^|\.)example(?:\.(?:com|net|org))?$/.test(new URL(address).hostname);

const isRandom = (bytes: Buffer): boolean => {
  const steps = new Set(bytes.subarray(1).map((byte, index) => byte - (bytes[index] ?? 0)));
  const isText = bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
  return new Set(bytes).size >= LEAST_DIFFERENT_BYTES && steps.size > 1 && !isText;
};
