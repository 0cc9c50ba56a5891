import { expect, it } from 'vitest';
import { cdrTalkSeconds } from '../../../shared/calls/call-times.ts';
import { countCdrs, countMessages } from '../../../shared/usage/count/count-records.ts';
import { endOfMonth } from '../../../shared/usage/usage-cell.ts';
import { addUsage } from '../../../shared/usage/usage-sums.ts';
import { aMadeRecord, chanceOf, countedByHand, type MadeRecord } from '../../builders/usage-records.ts';

const RECORDS = 100_000;

const countedCdr = ({ cdr, receivedAt }: MadeRecord) =>
  cdr === undefined
    ? []
    : [
        {
          ...{ callId: cdr.sessionId, recordKey: String(cdr.recordId), storedAt: receivedAt.toISOString() },
          // A CDR without any time tells of nothing; no event does in this test.
          talkSeconds:
            cdr.startedAt === undefined ? 0 : (cdrTalkSeconds(cdr) ?? (cdr.answeredAt ? undefined : 0)),
          ...{ answered: cdr.answeredAt !== undefined, group: undefined },
        },
      ];

const countedMessage = ({ message, receivedAt }: MadeRecord) =>
  message === undefined
    ? []
    : [{ messageId: message.identifier, storedAt: receivedAt.toISOString(), message, group: undefined }];

it('the count of 100,000 records, a third of which come again, equals a count by hand', () => {
  const chance = chanceOf(11);
  const records = Array.from({ length: RECORDS }, (_, place) => aMadeRecord(chance, place));
  const again = Array.from({ length: RECORDS / 3 }, () => records[chance.below(RECORDS)]).filter(
    (record) => record !== undefined,
  );

  const cells = Map.groupBy([...again, ...records], ({ app, x, day }) => `${app} ${x} ${day}`);
  const counted = new Map(
    [...cells].map(([name, ofCell]) => {
      const lateFrom = endOfMonth(ofCell[0]?.day ?? '');
      const { lateBilledMinutes, lateMessages, lateMessageParts, numberMonths, ...sums } = addUsage([
        countCdrs(ofCell.flatMap(countedCdr), lateFrom).sums,
        countMessages(ofCell.flatMap(countedMessage), lateFrom).sums,
      ]);
      return [name, sums];
    }),
  );

  expect(counted).toEqual(countedByHand(records));
});
