import * as v from 'valibot';
import type { IdSource } from '../../kernel/ids.ts';
import type { ReportChanges, ReportedPerson } from '../../reporting/report.ts';
import { type CallReporting, jsonBodyOf, REPORTED_NUMBERS } from './call-reporting.ts';
import { photoForm } from './photo-form.ts';

const AGREED = '?agree_authorization_statement=true';

/** The calls that change reports, which are in functions of their own: a bind only asks. */
export const createReportChanges = (call: CallReporting, newId: IdSource): ReportChanges => ({
  upload(photos) {
    const { type, body } = photoForm(photos, newId());
    return call({
      operation: 'report.upload',
      method: 'POST',
      path: `/v1/privatenumber/a-number/files${AGREED}`,
      body: { type, content: body },
      read: failedFilesIn,
    });
  },
  add: (people) =>
    call({
      operation: 'report.add',
      method: 'POST',
      path: `${REPORTED_NUMBERS}${AGREED}`,
      body: jsonBodyOf({ numbers: people.map(personOf) }),
      // The answer is not documented: its state comes from the query.
      read: () => 'taken',
    }),
  remove: (numbers) =>
    call({
      operation: 'report.remove',
      method: 'DELETE',
      path: REPORTED_NUMBERS,
      body: jsonBodyOf({ numbers }),
      read: () => 'removed',
    }),
});

const personOf = ({ number, line, name, identityCard, photoName, operatorNumber }: ReportedPerson) => ({
  number,
  numberType: line === 'mobile' ? 1 : 2,
  name,
  identityCard,
  liveFaceImage: photoName,
  operatorNumber,
});

const Uploaded = v.object({
  failedFiles: v.fallback(v.optional(v.nullable(v.array(v.object({ file: v.string() }))), []), []),
});

const failedFilesIn = (answer: unknown): readonly string[] | undefined => {
  const parsed = v.safeParse(Uploaded, answer ?? {});
  return parsed.success ? (parsed.output.failedFiles ?? []).map(({ file }) => file) : undefined;
};
