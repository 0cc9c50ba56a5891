/** An entry of a CDR push as a peer reads it: without checking anything. */
export type FeeEntry = Readonly<Record<string, unknown>>;

/** The event of a webhook, as far as a peer reads it. */
export type PushEvent = Readonly<{ body: string }>;

/** The entries of a CDR push. */
export const feeEntries = ({ body }: PushEvent): readonly FeeEntry[] => JSON.parse(body).feeLst;

/** The key of an entry in the calls table. */
export const keyOf = ({ sessionId, icid }: FeeEntry) => ({ pk: `C#${sessionId}`, sk: `CDR#${icid}` });
