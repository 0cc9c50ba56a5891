import { Button, Copy } from '../../kit/parts/controls.tsx';
import { Note, Show } from '../../kit/parts/states.tsx';
import { kitTexts } from '../../kit/parts/texts.ts';
import { useLoader } from '../../kit/state/use-loader.ts';
import { ask, type Binding, type Schemas } from '../api.ts';
import { pathOf } from '../paths.ts';
import { showProblem } from '../problem-note.tsx';
import { access } from '../session.ts';
import { fieldWord } from '../texts/binding-words.ts';
import { opsCommand } from '../texts/ops-command.ts';
import { texts } from '../texts/texts.ts';
import { detailTexts } from './texts.ts';

type Verified = Schemas['VerifiedBinding'];

/** Compares a binding with the platform's, when that is asked for. */
export const Verify = ({ binding: { app, bindingId } }: Readonly<{ binding: Binding }>) => {
  const t = detailTexts.value;
  const loader = useLoader<Verified>();
  const { isLoading } = loader.state.value;
  const verify = () =>
    void loader.load((signal) =>
      ask<Verified>('GET', pathOf('bindings', bindingId), { query: { verify: 'true' }, signal }),
    );
  return (
    <div class="stack">
      <div class="row">
        <Button small disabled={isLoading} onClick={verify}>
          {isLoading ? t.verifying : t.verify}
        </Button>
      </div>
      <Show loaded={{ ...loader.state.value, isLoading: false }} failed={showProblem}>
        {({ platform: { state, differences } }) => (
          <Note tone={state === 'match' ? 'good' : 'bad'} title={t.states[state]}>
            {differences.length === 0 ? null : (
              <p>
                {t.differs} {differences.map(fieldWord).join(kitTexts.value.comma)}
              </p>
            )}
            {state === 'match' ? null : <Repair app={app} />}
          </Note>
        )}
      </Show>
    </div>
  );
};

/** As it is by default nothing repairs itself; the command does. */
const Repair = ({ app }: Readonly<{ app: string }>) => (
  <p class="small">
    {detailTexts.value.repair}{' '}
    <Copy
      id
      value={opsCommand(`reconcile --app ${app} --repair`, access.value?.stage)}
      what={texts.value.ids.command}
    />
  </p>
);
