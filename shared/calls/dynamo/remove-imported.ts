import * as v from 'valibot';
import { addSeconds, iso } from '../../kernel/clock.ts';
import { ifReadable } from '../../sealing/if-readable.ts';
import type { Attributes } from '../../storage/documents.ts';
import { queryAll } from '../../storage/query-all.ts';
import { callIdOf } from '../call-id.ts';
import { endOf } from '../call-times.ts';
import type { Cdr } from '../cdr.ts';
import { consoleRecordKey, consoleSessionId } from '../console/console-cdr.ts';
import { isSameCall, isSameLeg, RINGING_SECONDS, TOLERANCE_SECONDS, toldOf } from '../console/same-call.ts';
import type { CallWriterOptions } from './call-writer-options.ts';
import { openCdrItem } from './dynamo-call-reader.ts';

/** A push comes within seconds after its call. From then on the console's list may have been imported meanwhile. */
const LATE_SECONDS = 1800;

/** A private number has no more records about one moment; of more the next import of the list takes the rest away. */
const MOST_ABOUT = 50;

const Key = v.object({ pk: v.string(), sk: v.string() });
type Key = v.InferOutput<typeof Key>;

const KEY_OF_CDR = 'CDR#';

/**
 * Takes the records away that imports of the console's list may have made of the call of a CDR, once that is stored: in the call itself,
 * under a session of their own, and at a start that the list has otherwise. Only a CDR that comes late has any.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const removeImported = async (options: CallWriterOptions, cdr: Cdr): Promise<void> => {
  const { documents, table, lookup, clock } = options;
  const began = cdr.startedAt ?? cdr.answeredAt ?? endOf(cdr);
  if (began === undefined || addSeconds(new Date(began), LATE_SECONDS) > clock()) return;
  const ownKey = `C#${callIdOf(lookup, cdr)}`;
  const recordKey = consoleRecordKey(lookup, cdr);
  const items = [...(await recordsOfCall(options, ownKey)), ...(await othersAbout(options, cdr, ownKey))];
  const purpose = 'merging an imported call';
  for (const { pk, sk } of items.filter((item) => isImportOf(options, item, cdr, { ownKey, recordKey })))
    await documents.remove({ purpose, table, key: { pk, sk } });
};

const recordsOfCall = async (
  { documents, table }: CallWriterOptions,
  ownKey: string,
): Promise<readonly Attributes[]> =>
  queryAll(documents, {
    purpose: 'looking for an imported record of the call',
    table,
    where: 'pk = :pk AND sk BETWEEN :first AND :last',
    values: { ':pk': ownKey, ':first': KEY_OF_CDR, ':last': `${KEY_OF_CDR}~` },
  });

/** The records of other calls on the X about that time, and, whatever the index shows yet, the one at the very second. */
const othersAbout = async (
  options: CallWriterOptions,
  cdr: Cdr,
  ownKey: string,
): Promise<readonly Attributes[]> => {
  const { documents, table, lookup } = options;
  const recordKey = consoleRecordKey(lookup, cdr);
  const callId = callIdOf(lookup, { app: cdr.app, sessionId: consoleSessionId(recordKey) });
  const exact: Key = { pk: `C#${callId}`, sk: `${KEY_OF_CDR}${recordKey}` };
  const about = await keysAbout(options, cdr);
  const others = about.filter(({ pk, sk }) => pk !== ownKey && pk !== exact.pk && sk.startsWith(KEY_OF_CDR));
  const purpose = 'looking for an imported call';
  // One that is not read now is found by the next import.
  return (await documents.batchGet({ purpose, table, keys: [exact, ...others] })).items;
};

const keysAbout = async (
  { documents, table, lookup }: CallWriterOptions,
  cdr: Cdr,
): Promise<readonly Key[]> => {
  const { x, startedAt, answeredAt } = cdr;
  const moments = [startedAt, answeredAt].filter((at) => at !== undefined).sort();
  const first = moments[0] ?? endOf(cdr);
  const last = moments.at(-1) ?? endOf(cdr);
  if (x === undefined || first === undefined || last === undefined) return [];
  const query = {
    purpose: 'looking for imported calls',
    table,
    index: 'x-index',
    where: 'xKey = :x AND startedKey BETWEEN :from AND :to',
    values: {
      ':x': lookup('private-number', x),
      ':from': iso(addSeconds(new Date(first), -RINGING_SECONDS - TOLERANCE_SECONDS)),
      ':to': `${iso(addSeconds(new Date(last), TOLERANCE_SECONDS))}~`,
    },
  };
  return (await queryAll(documents, query, { most: MOST_ABOUT })).map((item) => v.parse(Key, item));
};

/** Whether an item is an import's record of that call; one that cannot be opened is left to the next import. */
const isImportOf = (
  { sealer }: CallWriterOptions,
  item: Attributes,
  cdr: Cdr,
  { ownKey, recordKey }: Readonly<{ ownKey: string; recordKey: string }>,
): boolean => {
  if (item['sk'] === `${KEY_OF_CDR}${recordKey}`) return true;
  const kept = ifReadable(() => openCdrItem(sealer, item));
  if (kept?.cdr.source !== 'console' || kept.cdr.app !== cdr.app) return false;
  return (item['pk'] === ownKey ? isSameLeg : isSameCall)(toldOf(cdr), toldOf(kept.cdr));
};
