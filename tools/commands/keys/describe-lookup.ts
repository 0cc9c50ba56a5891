import { counted } from '../../../shared/status/counted.ts';
import type { LookupKeyChange, LookupPhase } from './lookup-key.ts';

const PHASES: Readonly<Record<LookupPhase, string>> = {
  none: 'no change of lookupKey is under way',
  begun:
    'a new lookupKey is in the document beside the present one; everything new is reserved and locked under both',
  copied: 'what was reserved before is under both keys as well',
  used: 'the new lookupKey is in use; the former one is still read and written',
  retired: 'the former lookupKey is out of the document',
};

const NEXT: Readonly<Record<LookupPhase, string>> = {
  none: 'npm run ops -- keys lookup-begin begins one',
  begun: 'ten minutes after the beginning, npm run ops -- keys lookup-next copies the reservations',
  copied: 'a day after that, npm run ops -- keys lookup-next puts the new key into use',
  used: 'ten minutes after that, npm run ops -- keys lookup-next rebuilds the look-up attributes and takes the former key out',
  retired:
    'ten minutes after that, npm run ops -- keys lookup-next clears up what stands under the former key',
};

/** The state of a change of `lookupKey`, or the outcome of a step, for people. */
export const describeLookup = ({
  phase,
  since,
  work,
  versionId,
  refusal,
  dryRun = false,
}: LookupKeyChange & Readonly<{ dryRun?: boolean }>): string =>
  [
    ...(refusal === undefined ? [] : [`refused: ${refusal}`]),
    ...(work === undefined
      ? []
      : [
          `${counted(work.done, 'item')} ${dryRun ? 'would be ' : ''}written or removed`,
          ...(work.unreadableCount === 0 ? [] : [`cannot be opened: ${work.unreadable.join(', ')}`]),
        ]),
    `${phase}${since === undefined ? '' : ` since ${since}`}${dryRun ? ' (dry run)' : ''}: ${PHASES[phase]}`,
    `next: ${NEXT[phase]}`,
    ...(versionId === undefined ? [] : [`version ${versionId} is in force within five minutes`]),
  ].join('\n');
