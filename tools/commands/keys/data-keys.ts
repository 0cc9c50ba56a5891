import { randomBytes } from 'node:crypto';
import { counted } from '../../../shared/status/counted.ts';
import type { Invoke } from '../replay/run.ts';
import type { Secret, SecretVersion } from '../secret/secret.ts';
import { dataKeyIdsOf, jsonOf, putOver } from '../secret/versions.ts';
import { usesOf, whyNotEverywhere, whyNotRetirable } from './retirable.ts';

/** The surroundings of a change of the data keys. */
export type DataKeyDeps = Readonly<{
  secret: Secret;
  invoke: Invoke;
  tell: (line: string) => void;
  now: Date;
}>;

/** The outcome of a change. `refusal`: why nothing was changed, or why the change was taken back. */
export type DataKeyChange = Readonly<{
  dataKeyIds: readonly string[];
  versionId?: string;
  refusal?: string;
}>;

const KEY_BYTES = 32;

/**
 * Puts a new data key of random bytes behind the others: first every function must be able to open with it, then it may seal
 * ({@link useDataKey}). Its id has the day, so that its age can be told.
 *
 * @throws {Error} when the secret has no document, or cannot be read or written.
 */
export const addDataKey = async ({ secret, now }: DataKeyDeps, dryRun: boolean): Promise<DataKeyChange> => {
  const current = await inForce(secret);
  const id = `key-${now.toISOString().slice(0, 'yyyy-MM-dd'.length)}-${randomBytes(3).toString('hex')}`;
  const dataKeys = [...dataKeysOf(current), { id, key: randomBytes(KEY_BYTES).toString('base64') }];
  return put(secret, current, dataKeys, dryRun);
};

/**
 * Makes a data key the first one, which seals, once every function has the document with it. Sooner, a function that does not
 * have the key could not open what another has sealed.
 *
 * @throws {Error} when the document does not have it, or the secret fails.
 */
export const useDataKey = async (
  { secret, now }: DataKeyDeps,
  id: string,
  dryRun: boolean,
): Promise<DataKeyChange> => {
  const current = await inForce(secret);
  const dataKeyIds = knownIn(current, id);
  if (dataKeyIds[0] === id) return { dataKeyIds };
  const refusal = whyNotEverywhere(current.createdAt, now);
  if (refusal !== undefined) return { dataKeyIds, refusal };
  return put(secret, current, [...keysOf(current, id), ...keysBut(current, id)], dryRun);
};

/**
 * Takes a data key out that seals nothing any more, and counts once more afterwards: what was sealed with it in between brings
 * it back, behind the others, and so does a count that fails.
 *
 * @throws {Error} when the document does not have it, the secret or the first count fails, or the key could not be put back.
 */
export const retireDataKey = async (
  deps: DataKeyDeps,
  id: string,
  dryRun: boolean,
): Promise<DataKeyChange> => {
  const { secret, invoke, tell } = deps;
  const current = await inForce(secret);
  const dataKeyIds = knownIn(current, id);
  const place = { dataKeyIds, inForceSince: current.createdAt };
  const refusal = await whyNotRetirable(id, place, deps);
  if (refusal !== undefined) return { dataKeyIds, refusal };
  const retired = await put(secret, current, keysBut(current, id), dryRun);
  if (dryRun) return retired;
  tell(`${id} is out of the document; counting once more, and it comes back if something uses it`);
  const needed = await usesOf(id, invoke, tell).then(
    (used) =>
      used === 0 ? undefined : `${counted(used, 'value was', 'values were')} sealed with ${id} meanwhile`,
    (error: unknown) => `nobody can tell whether ${id} was used meanwhile (${messageOf(error)})`,
  );
  if (needed === undefined) return retired;
  const back = await bringBack(secret, id, keysOf(current, id)).catch((cause: unknown) => {
    throw new Error(
      `${needed}, and it could not be put back (${messageOf(cause)}). The document is without ${id}: npm run ops -- config set --previous --stage <stage>, at once`,
      { cause },
    );
  });
  return { ...back, refusal: `${needed}: it is back` };
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const TRIES = 3;

/** Behind the others in the document that is in force by now, which may be a colleague's. */
const bringBack = async (secret: Secret, id: string, key: readonly unknown[]): Promise<DataKeyChange> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const current = await inForce(secret);
      const dataKeyIds = dataKeyIdsOf(jsonOf(current));
      if (dataKeyIds.includes(id)) return { dataKeyIds };
      return await put(secret, current, [...dataKeysOf(current), ...key], false);
    } catch (error) {
      if (attempt === TRIES) throw error;
    }
  }
};

const inForce = async (secret: Secret): Promise<SecretVersion> => {
  const current = await secret.current();
  if (current === undefined)
    throw new Error('the secret has no document yet: npm run ops -- config set --stage <stage>');
  // Its text must not be parsed below: an error of that would quote it.
  if (dataKeyIdsOf(jsonOf(current)).length === 0)
    throw new Error('the document in force is faulty: npm run ops -- config set --stage <stage>');
  return current;
};

const knownIn = (version: SecretVersion, id: string): readonly string[] => {
  const dataKeyIds = dataKeyIdsOf(jsonOf(version));
  if (!dataKeyIds.includes(id)) throw new Error(`the document has no data key ${id}`);
  return dataKeyIds;
};

const isOf = (id: string) => (key: unknown) => dataKeyIdsOf({ dataKeys: [key] })[0] === id;

const keysOf = (version: SecretVersion, id: string) => dataKeysOf(version).filter(isOf(id));

const keysBut = (version: SecretVersion, id: string) => dataKeysOf(version).filter((key) => !isOf(id)(key));

const dataKeysOf = (version: SecretVersion): readonly unknown[] => {
  const document = jsonOf(version);
  const list: unknown = document instanceof Object ? Reflect.get(document, 'dataKeys') : [];
  return Array.isArray(list) ? list : [];
};

const put = async (
  secret: Secret,
  current: SecretVersion,
  dataKeys: readonly unknown[],
  dryRun: boolean,
): Promise<DataKeyChange> => {
  const document = { ...JSON.parse(current.text), dataKeys };
  const dataKeyIds = dataKeyIdsOf(document);
  if (dryRun) return { dataKeyIds };
  return { dataKeyIds, versionId: await putOver(secret, current, JSON.stringify(document)) };
};
