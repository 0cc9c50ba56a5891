import { Button } from '../../kit/parts/controls.tsx';
import { Note } from '../../kit/parts/states.tsx';
import { kitTexts } from '../../kit/parts/texts.ts';
import { detailOf } from '../faults.ts';
import { texts } from '../texts/texts.ts';
import type { Merged } from './merged-list.ts';

/** The apps whose entries are missing in a list of several, why, and the way to ask for all again. */
export const FailedApps = ({
  failed,
  again,
}: Readonly<{ failed: Merged<unknown>['failed']; again: () => void }>) =>
  failed.length === 0 ? null : (
    <Note tone="warn" title={texts.value.appsFailed}>
      <ul>
        {failed.map(({ app, error }) => (
          <li key={app}>
            {app}
            {kitTexts.value.colon}
            {detailOf(error)}
          </li>
        ))}
      </ul>
      <Button small onClick={again}>
        {kitTexts.value.retry}
      </Button>
    </Note>
  );
