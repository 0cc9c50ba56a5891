import type { Secret, SecretVersion } from './secret.ts';

/** Somebody else may have written meanwhile; Secrets Manager itself does not compare. */
export const putOver = async (
  secret: Secret,
  seen: SecretVersion | undefined,
  text: string,
): Promise<string> => {
  const current = await secret.current();
  if (current?.versionId !== seen?.versionId)
    throw new Error(
      'the document was changed by somebody else meanwhile: look at it, and give the order again',
    );
  return secret.put(text);
};

/** The document in a version; `undefined` for what is not JSON, which compares as nothing. */
export const jsonOf = (version: SecretVersion | undefined): unknown => {
  try {
    return version && JSON.parse(version.text);
  } catch {
    return undefined;
  }
};

/** The ids of the data keys of a document, the one that seals first. */
export const dataKeyIdsOf = (document: unknown): readonly string[] => {
  const list: unknown = document instanceof Object ? Reflect.get(document, 'dataKeys') : [];
  return Array.isArray(list) ? list.map((entry) => String(entry?.id)) : [];
};
