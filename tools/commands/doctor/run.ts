import type { CheckReport } from '../../../functions/manage-platform/handler.ts';
import type { StatusReport } from '../../../shared/status/read-status.ts';
import type { Cloud } from '../cloud/cloud.ts';
import type { Invoke } from '../replay/run.ts';
import type { SecretDocument } from '../secret/documents.ts';
import type { Secret } from '../secret/secret.ts';
import { type AskOutside, apiChecks } from './api-checks.ts';
import { type CheckLine, unknown } from './check-line.ts';
import { cloudChecks } from './cloud-checks.ts';
import { documentChecks, readingChecks } from './document-checks.ts';
import type { Expected } from './expected.ts';
import { lineOrAnswer } from './line-or-answer.ts';
import { missingStack } from './missing-stack.ts';
import { platformChecks } from './platform-checks.ts';

/** The ways to what is checked. Without `cloud` the stack is the local one. */
export type DoctorDeps = Readonly<{
  invoke: Invoke;
  askOutside: (apiUrl: string) => AskOutside;
  cloud?: Readonly<{
    questions: Cloud;
    /** @param given the name or ARN that the stack tells, where it does */
    openSecret: (document: SecretDocument, given: string | undefined) => Secret;
    expected: () => Promise<Expected>;
  }>;
  now: Date;
}>;

type Asked = Readonly<{ stage: string; apiUrl: string | undefined; echoUrl: string | undefined }>;

/** Makes every check that can be made; one that cannot hides no other. */
export const runDoctor = async (
  deps: DoctorDeps,
  { stage, echoUrl, ...asked }: Asked,
): Promise<readonly CheckLine[]> => {
  const { invoke, askOutside, cloud, now } = deps;
  const outputs = await cloud?.questions.outputs();
  if (cloud !== undefined && outputs?.kind === 'absent')
    return missingStack(cloud.questions, stage, PARTS_OF_STACK);
  const named = outputs?.kind === 'seen' ? outputs.value : {};
  const apiUrl = asked.apiUrl ?? named['HttpApiUrl'];
  const order = {
    action: 'check',
    ...(echoUrl === undefined ? {} : { echoUrl }),
    ...(apiUrl === undefined ? {} : { apiUrl }),
  };
  const [check, status] = await Promise.all([
    lineOrAnswer<CheckReport>('manage-platform', () => invoke('manage-platform', order)),
    lineOrAnswer<StatusReport>('report-status', () => invoke('report-status', {})),
  ]);
  const report = 'line' in check ? undefined : check.answer;
  return [
    ...(cloud === undefined
      ? []
      : await documentChecks((document) => cloud.openSecret(document, named[document.output]))),
    ...('line' in check ? [check.line] : platformChecks(check.answer, now)),
    ...('line' in status ? [status.line] : readingChecks(status.answer)),
    ...(apiUrl === undefined
      ? [unknown('API', 'not checked: the stack does not tell its address; --api-url does')]
      : await apiChecks(askOutside(apiUrl), report, cloud === undefined ? LOCAL_API : STACK_API)),
    ...(cloud === undefined
      ? LOCAL
      : await cloudChecks(cloud.questions, stage, await cloud.expected(), named['RecordingsBucketName'])),
  ];
};

const PARTS_OF_STACK = ['documents', 'platform', 'API', 'tables, bucket', 'functions', 'schedules, alarms'];

const STACK_API = 'HttpApiUrl of the stack; domainName and its DNS';
const LOCAL_API = 'PORT, or --api-url, says where the API of npm start is';

const LOCAL: readonly CheckLine[] = [
  unknown('documents', 'not checked: the local stack has no secrets, npm start reads them from files'),
  unknown('tables, bucket', 'not checked: npm start makes them anew from the template'),
  unknown('schedules, alarms', 'not checked: npm start runs the schedules by itself, and has no alarms'),
];
