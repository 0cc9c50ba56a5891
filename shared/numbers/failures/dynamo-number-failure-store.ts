import * as v from 'valibot';
import { addSeconds, epochSeconds } from '../../kernel/clock.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { Documents } from '../../storage/documents.ts';
import { hourOf, type NumberFailureStore } from './number-failures.ts';

/** Re-pushes come for five hours; a day later nobody adds to an hour any more. */
const KEPT_SECONDS = 24 * 3600;

const Updated = v.object({ item: v.object({ people: v.set(v.string()) }) });

type Options = Readonly<{ documents: Documents; table: string; lookup: LookupKeys }>;

/**
 * Letters of a look-up key that are kept: 16 to the power of two keys tell three people apart, and all of them are less than
 * a kilobyte, however many thousand people an hour call a number that fails.
 */
const KEPT_LETTERS = 2;

/** Number failures in DynamoDB: one small item a number and hour. One write and no read each. */
export const createDynamoNumberFailureStore = ({
  documents,
  table,
  lookup,
}: Options): NumberFailureStore => ({
  async add({ app, x, from, at }) {
    const hour = hourOf(at);
    const outcome = await documents.update({
      purpose: 'recording the number failure',
      table,
      key: { pk: `U#${lookup('private-number', x)}#${hour}`, sk: app },
      change: 'ADD people :person SET #ttl = :ttl',
      names: { '#ttl': 'ttl' },
      values: {
        ':person': new Set([lookup('party', from).slice(0, KEPT_LETTERS)]),
        ':ttl': epochSeconds(addSeconds(new Date(at), KEPT_SECONDS)),
      },
      returnItem: true,
    });
    return v.parse(Updated, outcome).item.people.size;
  },
});
