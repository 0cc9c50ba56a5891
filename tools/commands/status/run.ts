import type { StatusReport } from '../../../shared/status/read-status.ts';
import type { Cloud } from '../cloud/cloud.ts';
import type { CheckLine } from '../doctor/check-line.ts';
import { lineOrAnswer } from '../doctor/line-or-answer.ts';
import { missingStack } from '../doctor/missing-stack.ts';
import type { Invoke } from '../replay/run.ts';
import { DOCUMENTS, secretNameOf } from '../secret/documents.ts';
import { cloudLines, LOCAL_LINES } from './cloud-lines.ts';
import { storedLines } from './stored-lines.ts';

/** The lines for people, and the report of the function as it came; without it, a line says why. */
export type Status = Readonly<{ lines: readonly CheckLine[]; report?: StatusReport }>;

/** Asks the functions, and AWS where there is one; a part that cannot be read hides no other. */
export const readStatus = async (
  { invoke, cloud }: Readonly<{ invoke: Invoke; cloud?: Cloud | undefined }>,
  stage: string,
): Promise<Status> => {
  const outputs = await cloud?.outputs();
  if (cloud !== undefined && outputs?.kind === 'absent')
    return { lines: await missingStack(cloud, stage, PARTS_OF_STACK) };
  const told = await lineOrAnswer<StatusReport>('report-status', () => invoke('report-status', {}));
  // By the clock of the functions, which may be a moved one on the local stack.
  const now = 'line' in told ? new Date() : new Date(told.answer.at);
  const lines = [
    ...('line' in told ? [told.line] : storedLines(told.answer, now)),
    ...(cloud === undefined ? LOCAL_LINES : await cloudLines(cloud, stage, secretNames(outputs, stage), now)),
  ];
  return 'line' in told ? { lines } : { lines, report: told.answer };
};

const PARTS_OF_STACK = ['gate', 'tables', 'alarms', 'last runs', 'documents'];

/** The names of the secrets by that of their document. Where the stack does not tell them, those that it gives by itself. */
const secretNames = (
  outputs: Awaited<ReturnType<Cloud['outputs']>> | undefined,
  stage: string,
): Readonly<Record<string, string>> => {
  const named = outputs?.kind === 'seen' ? outputs.value : {};
  return Object.fromEntries(
    Object.values(DOCUMENTS).map((document) => [
      document.name,
      named[document.output] ?? secretNameOf(document, stage),
    ]),
  );
};
