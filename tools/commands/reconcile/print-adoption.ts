import { type Adoption, type AdoptionOutcome, isDone } from '../../../shared/bindings/adopt/adoption.ts';
import { counted } from '../../../shared/status/counted.ts';
import { printableId } from '../printable.ts';
import { type AdoptionRun, isAllAdopted } from './adopt.ts';
import { stopLines, unreadLines } from './print.ts';

/** The advice for an outcome that is not plain by its name. */
const ADVICE = {
  adopted: '',
  adoptable: 'would be adopted',
  owned: 'lives here already',
  'gone-there': 'the platform has no such binding',
  left: 'no time was left; run it again',
  'not-in-file': 'the file does not name it, so it was left; give it a line, or run without --file',
  'held-here': 'another binding has one of its people on that number, or it rests; run it again later',
  'pair-held': 'these people have a binding here; end the one at the platform, or give the line a reference',
  'in-progress': 'somebody is at work; run it again',
  'late-there': 'made late for a bind of ours; --repair ends it',
  'ended-here': 'has ended here; --repair ends it there',
  'line-differs': 'the line says otherwise than the platform',
  'number-unknown': 'the number is not in the pool; import it first',
  'party-blocked': 'a person is blocked here; end it at the platform, or lift the block',
  'own-number': 'a person is a private number of ours; end it at the platform',
  'not-told': 'the platform does not say who has it',
  'changed-there': 'it was changed or ended there meanwhile; run it again',
  failed: '',
} satisfies Record<AdoptionOutcome, string>;

const OTHERWISE =
  'lives here already, and the line says otherwise; only a PATCH or an end and a new bind change it';

/** The adoptions, for people: bindings by their ids, numbers by their last two digits. */
export const describeAdoption = (run: AdoptionRun, dryRun: boolean): string =>
  [
    `${run.app} (${run.mode}): ${counted(run.numbers, 'number')} compared; ${countsOf(run.adoptions)}`,
    ...run.adoptions.map(line),
    ...unreadLines(run),
    ...stopLines(run),
    run.otherFindings > 0
      ? `\n${counted(run.otherFindings, 'finding')} of another kind: see reconcile without --adopt.`
      : '',
    dryRun ? '\nNothing was changed (--dry-run).' : '',
    isAllAdopted(run) ? '\nNothing is left to adopt.' : '',
  ]
    .filter((text) => text !== '')
    .join('\n');

const countsOf = (adoptions: readonly Adoption[]): string => {
  const of = (outcome: AdoptionOutcome) => adoptions.filter((one) => one.outcome === outcome).length;
  const left = adoptions.filter((one) => !isDone(one)).length;
  const unnamed = of('not-in-file');
  const counts = `${of('adopted')} adopted, ${of('owned')} here before, ${of('gone-there')} gone there, ${left} left`;
  return unnamed === 0 ? counts : `${counts} (${unnamed} not in the file)`;
};

const line = ({ subscriptionId, outcome, number, bindingId, differences, code }: Adoption): string => {
  const x = number === undefined ? '' : `X …${number.lastDigits}  `;
  const ours = bindingId === undefined ? '' : `  binding ${bindingId}`;
  const advice = outcome === 'owned' && differences !== undefined ? OTHERWISE : ADVICE[outcome];
  const why = [differences?.join(', '), advice, code].filter(Boolean).join(': ');
  return `  ${x}subscription ${printableId(subscriptionId)}  ${outcome}${ours}${why === '' ? '' : `  - ${why}`}`;
};
