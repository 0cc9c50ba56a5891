import * as v from 'valibot';
import { MOST_ADOPTIONS, VisibleId } from '../../../functions/reconcile/adoption-schema.ts';
import type { RefusedOrder } from '../../../functions/reconcile/handler.ts';
import { type Adoption, type AdoptionReport, isDone } from '../../../shared/bindings/adopt/adoption.ts';
import type { Finding, ReconcileReport } from '../../../shared/bindings/reconcile/reconcile-report.ts';
import { counted } from '../../../shared/status/counted.ts';
import type { Invoke } from '../replay/run.ts';
import type { WrittenLine } from './adoption-lines.ts';
import type { ReconcileArguments } from './arguments.ts';
import { runReconcile } from './run.ts';

/** The look that came before, and the outcome for each binding that was to be adopted. */
export type AdoptionRun = Pick<ReconcileReport, 'app' | 'mode' | 'numbers' | 'unread' | 'unjudged'> &
  Readonly<{
    adoptions: readonly Adoption[];
    /** Disagreements of another kind, which adoption leaves. */
    otherFindings: number;
    /** Why the look or the adoption ended early: it is run again from the beginning, which costs what was looked at. */
    stoppedBy?: NonNullable<AdoptionReport['stoppedBy']>;
  }>;

type Asked = Pick<ReconcileArguments, 'app' | 'dryRun' | 'operator'>;

/**
 * Looks for what the platform has and nobody here made, and has it adopted. Where there is a file only what its lines name: a
 * misspelt id would else be adopted for good without what its line says.
 */
export const runAdoption = async (
  asked: Asked,
  lines: readonly WrittenLine[] | undefined,
  invoke: Invoke,
  tell: (line: string) => void,
): Promise<AdoptionRun> => {
  const look = { ...asked, from: undefined, repair: false, force: false };
  const { app, mode, numbers, unread, unjudged, findings, stoppedBy } = await runReconcile(
    look,
    invoke,
    tell,
  );
  const unknown = findings.filter(({ kind }) => kind === 'unknown-here');
  const seen = {
    app,
    mode,
    numbers,
    unread,
    unjudged,
    otherFindings: findings.length - unknown.length,
  };
  const { wanted, notTried } = divided(unknown, lines);
  if (stoppedBy !== undefined) return { ...seen, adoptions: [...leftOf(wanted), ...notTried], stoppedBy };
  const { adoptions, ...ended } = await adoptAll(asked, wanted, invoke, tell);
  return { ...seen, ...ended, adoptions: [...adoptions, ...notTried] };
};

type Divided = Readonly<{ wanted: readonly WrittenLine[]; notTried: readonly Adoption[] }>;

/**
 * `wanted`: the lines of the file, also of bindings that the look did not meet; without one whatever it found. An id of the platform that
 * no order can name is not tried.
 */
const divided = (found: readonly Finding[], lines: readonly WrittenLine[] | undefined): Divided => {
  const named = new Set(lines?.map(({ subscriptionId }) => subscriptionId));
  const others = found.filter(({ subscriptionId }) => !named.has(subscriptionId));
  if (lines !== undefined) return { wanted: lines, notTried: others.map(notInFile) };
  const [readable, odd] = [others.filter(hasVisibleId), others.filter((one) => !hasVisibleId(one))];
  return {
    wanted: readable.map(({ subscriptionId }) => ({ subscriptionId })),
    notTried: odd.map((one) => ({ ...foundAs(one), outcome: 'failed', code: 'invalid-request' })),
  };
};

const hasVisibleId = ({ subscriptionId }: Finding): boolean => v.is(VisibleId, subscriptionId);

const foundAs = ({ subscriptionId, number }: Finding) => ({ subscriptionId, number });

const notInFile = (one: Finding): Adoption => ({ ...foundAs(one), outcome: 'not-in-file' });

const adoptAll = async (
  asked: Asked,
  lines: readonly WrittenLine[],
  invoke: Invoke,
  tell: (line: string) => void,
): Promise<Pick<AdoptionRun, 'adoptions' | 'stoppedBy'>> => {
  const adoptions: Adoption[] = [];
  let rest = lines;
  while (rest.length > 0) {
    const page = rest.slice(0, MOST_ADOPTIONS);
    const report = await adoptPage(asked, page, invoke);
    const isLeft = new Set(
      report.adoptions.flatMap((one) => (one.outcome === 'left' ? one.subscriptionId : [])),
    );
    adoptions.push(...report.adoptions.filter(({ outcome }) => outcome !== 'left'));
    const again = page.filter(({ subscriptionId }) => isLeft.has(subscriptionId));
    rest = [...again, ...rest.slice(page.length)];
    const { stoppedBy } = report;
    if (stoppedBy !== undefined || again.length === page.length)
      return {
        adoptions: [...adoptions, ...leftOf(rest)],
        ...(stoppedBy === undefined ? {} : { stoppedBy }),
      };
    tell(`${counted(adoptions.length, 'binding')} looked at`);
  }
  return { adoptions };
};

const leftOf = (lines: readonly WrittenLine[]): readonly Adoption[] =>
  lines.map(({ subscriptionId }) => ({ subscriptionId, outcome: 'left' }));

const adoptPage = async (
  { app, dryRun, operator }: Asked,
  page: readonly WrittenLine[],
  invoke: Invoke,
): Promise<AdoptionReport> => {
  const order = { app, adopt: page, dryRun, ...(operator === undefined ? {} : { operator }) };
  const answer = (await invoke('reconcile', order)) as AdoptionReport | RefusedOrder;
  if ('refused' in answer) throw new Error(`refused: ${answer.refused}`);
  return answer;
};

/** True when nothing is left to be adopted, as far as could be seen. */
export const isAllAdopted = ({ adoptions, unread, unjudged, stoppedBy }: AdoptionRun): boolean =>
  adoptions.every(isDone) && unread.length === 0 && unjudged === 0 && stoppedBy === undefined;
