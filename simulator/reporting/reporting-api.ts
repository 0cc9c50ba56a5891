import * as v from 'valibot';
import type { IncomingRequest, Outcome, PlatformApi, Target } from '../http/platform-api.ts';
import { type Answer, jsonAnswer } from '../protocol/answer.ts';
import type { CloudAuthentication } from './cloud-authentication.ts';
import { CloudRefusal, cloudRefusalAnswer, invalidParameter } from './cloud-refusal.ts';
import { formFiles } from './form-files.ts';
import type { Reports } from './reports.ts';

const MOST_NUMBERS = 10;
const MOST_PHOTO_BYTES = 32 * 1024;

const MainlandNumber = v.pipe(v.string(), v.regex(/^\+86\d{5,15}$/));
const PhotoName = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

const person = {
  number: MainlandNumber,
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(50)),
  identityCard: v.pipe(v.string(), v.minLength(1), v.maxLength(20)),
  liveFaceImage: v.optional(PhotoName),
};

const listOf = <Item extends v.GenericSchema>(item: Item, most: number) =>
  v.pipe(v.array(item), v.minLength(1), v.maxLength(most));

const AddBody = v.object({
  numbers: listOf(
    v.variant('numberType', [
      v.object({ ...person, numberType: v.literal(1) }),
      v.object({ ...person, numberType: v.literal(2), operatorNumber: v.pipe(v.string(), v.maxLength(20)) }),
    ]),
    MOST_NUMBERS,
  ),
});

const QueryBody = v.object({
  page: v.pipe(v.number(), v.integer(), v.minValue(1)),
  size: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)),
  number: v.optional(v.pipe(v.array(v.string()), v.maxLength(100))),
  reportStatus: v.optional(v.picklist([0, 1, 2])),
});

const DeleteBody = v.object({ numbers: listOf(MainlandNumber, MOST_NUMBERS) });

const bodyOf = <Schema extends v.GenericSchema>(
  schema: Schema,
  { body, headers }: IncomingRequest,
): v.InferOutput<Schema> => {
  if (!/^application\/json/i.test(headers['content-type'] ?? '')) throw invalidParameter('Content-Type');
  const json = v.safeParse(v.pipe(v.string(), v.parseJson()), body);
  if (!json.success) throw invalidParameter('the body is not JSON');
  const parsed = v.safeParse(schema, json.output);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw invalidParameter(v.getDotPath(issue) ?? 'body');
};

const requireConsent = ({ query }: IncomingRequest): void => {
  if (new URLSearchParams(query).get('agree_authorization_statement') !== 'true')
    throw invalidParameter('agree_authorization_statement');
};

const isPhoto = (bytes: Buffer): boolean => /^(ffd8ff|89504e470d0a1a0a)/.test(bytes.toString('hex', 0, 8));

/** The API for reports of A numbers. Source: `privatenumber_a_number_0001` to `_0006`. */
export type ReportingApi = {
  /** The platform's API with this one beside it. */
  beside(api: PlatformApi): PlatformApi;
  clear(): void;
};

type Handler = (request: IncomingRequest) => Answer;

const uploadTo =
  (files: Set<string>): Handler =>
  (request) => {
    requireConsent(request);
    const sent = formFiles(request.headers['content-type'] ?? '', request.bytes);
    if (!sent || sent.length === 0 || sent.length > MOST_NUMBERS) throw invalidParameter('files');
    const failedFiles = sent.flatMap(({ field, name, bytes }) => {
      const isRight = field === 'files' && v.is(PhotoName, name) && !files.has(name);
      if (isRight && isPhoto(bytes) && bytes.length <= MOST_PHOTO_BYTES) {
        files.add(name);
        return [];
      }
      return [
        {
          file: name,
          failReason: isRight ? 'The file is not a photo of at most 32 KB.' : 'The file name is not valid.',
        },
      ];
    });
    return jsonAnswer(200, {
      result: 'Upload Successful.',
      ...(failedFiles.length > 0 ? { failedFiles } : {}),
    });
  };

const addTo =
  (reports: Reports, files: ReadonlySet<string>): Handler =>
  (request) => {
    requireConsent(request);
    const { numbers } = bodyOf(AddBody, request);
    for (const { number, liveFaceImage } of numbers) {
      if (liveFaceImage !== undefined && !files.has(liveFaceImage)) throw invalidParameter('liveFaceImage');
      if (reports.refusal(number) !== null) throw new CloudRefusal(400, 'PPT.00039', 'Operation failed.');
    }
    for (const { number } of numbers) reports.submit(number);
    return jsonAnswer(200, { result: 'Add Successful.' });
  };

const queryOf =
  (reports: Reports): Handler =>
  (request) => {
    const { page, size, number, reportStatus } = bodyOf(QueryBody, request);
    const found = reports
      .list()
      .filter((report) => number === undefined || number.includes(report.number))
      .filter((report) => reportStatus === undefined || report.reportStatus === reportStatus);
    return jsonAnswer(200, { total: found.length, numbers: found.slice((page - 1) * size, page * size) });
  };

const deleteFrom =
  (reports: Reports): Handler =>
  (request) => {
    const { numbers } = bodyOf(DeleteBody, request);
    const removed = numbers.filter((number) => reports.remove(number));
    if (removed.length === 0) throw new CloudRefusal(400, 'PPT.0009', 'The order does not exist.');
    return jsonAnswer(200, { result: 'Delete Successful.' });
  };

const outcomeOf = (handle: () => Answer): Outcome => {
  try {
    return { answer: handle(), code: '0', applied: true };
  } catch (cause) {
    if (!(cause instanceof CloudRefusal)) throw cause;
    const { httpStatus, code, message } = cause;
    return { answer: cloudRefusalAnswer(httpStatus, code, message), code, applied: false };
  }
};

export const createReportingApi = (reports: Reports, authentication: CloudAuthentication): ReportingApi => {
  const files = new Set<string>();
  const operations: Record<string, { route: string; handle: Handler }> = {
    'report-files': { route: 'POST /v1/privatenumber/a-number/files', handle: uploadTo(files) },
    'report-add': { route: 'POST /v1.0/privatenumber/a-number', handle: addTo(reports, files) },
    'report-query': { route: 'POST /v1.0/privatenumber/a-number/query', handle: queryOf(reports) },
    'report-delete': { route: 'DELETE /v1.0/privatenumber/a-number', handle: deleteFrom(reports) },
  };
  const TOKEN_ROUTE = 'POST /v3/auth/tokens';
  return {
    beside: (api) => ({
      target(method, path): Target | null {
        const asked = `${method} ${path}`;
        const [name] = Object.entries(operations).find(([, { route }]) => route === asked) ?? [];
        if (name === undefined && asked !== TOKEN_ROUTE) return api.target(method, path);
        return { name: name ?? 'iam-token', operation: null, refusal: cloudRefusalAnswer };
      },
      run(target, request) {
        if (target.name === 'iam-token') return outcomeOf(() => authentication.issueToken(request));
        const operation = operations[target.name];
        if (operation === undefined) return api.run(target, request);
        return outcomeOf(() => {
          authentication.authenticate(request);
          return operation.handle(request);
        });
      },
    }),
    clear() {
      files.clear();
      reports.clear();
      authentication.clear();
    },
  };
};
