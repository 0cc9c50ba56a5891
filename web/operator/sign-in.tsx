import { useSignal } from '@preact/signals';
import { Button, TextField } from '../kit/parts/controls.tsx';
import { Card } from '../kit/parts/data.tsx';
import { Looks } from '../kit/parts/shell.tsx';
import { Note } from '../kit/parts/states.tsx';
import { useFirstFocus } from '../kit/state/first-focus.ts';
import { endedBecause, signIn } from './session.ts';
import { texts } from './texts/texts.ts';

/** The letters that a header may carry. */
const IS_SENDABLE = /^[\x21-\x7e]+$/;

/** Asks for a key. Nothing but the key decides what this console shows. */
export const SignIn = () => {
  const t = texts.value.signIn;
  const key = useSignal('');
  const isWrong = useSignal(false);
  useFirstFocus('input[name=key]');
  const submit = (event: Event) => {
    event.preventDefault();
    const given = key.value.trim();
    isWrong.value = given !== '' && !IS_SENDABLE.test(given);
    if (given !== '' && !isWrong.value) signIn(given);
  };
  return (
    <main class="sign-in">
      <div class="row">
        <Looks />
      </div>
      <Card title={t.title}>
        {endedBecause.value === 'refused' ? <Note tone="bad">{t.refused}</Note> : null}
        <p class="dim">{t.about}</p>
        <form class="stack" onSubmit={submit}>
          <TextField
            label={t.key}
            name="key"
            type="password"
            hint={t.hint}
            required
            fault={isWrong.value ? t.wrongLetters : undefined}
            value={key.value}
            onInput={(value) => {
              key.value = value;
            }}
          />
          <Button kind="main" type="submit">
            {t.enter}
          </Button>
        </form>
      </Card>
    </main>
  );
};
