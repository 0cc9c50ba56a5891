import { useSignal } from '@preact/signals';
import { Button, Copy, TextField } from '../kit/parts/controls.tsx';
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
    <>
      <header class="welcome-bar">
        <span class="shell-name">PrivateNumber</span>
        <div class="row">
          <Looks />
        </div>
      </header>
      <div class="welcome">
        <Welcome />
        <main>
          <Card title={t.enterTitle}>
            {endedBecause.value === 'refused' ? <Note tone="bad">{t.refused}</Note> : null}
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
            <p class="small dim">{t.about}</p>
          </Card>
        </main>
      </div>
    </>
  );
};

/** The purpose of the console, and the way to a key. */
const Welcome = () => {
  const t = texts.value.signIn;
  return (
    <section class="stack" aria-label={t.title}>
      <h1>{t.title}</h1>
      <p>{t.what}</p>
      <ul class="welcome-list">
        {t.can.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <h2>{t.noKey}</h2>
      <p>{t.getKey}</p>
      <p>
        {t.makeKey} <Copy value={MAKE_KEY} what={texts.value.ids.command} id />
      </p>
    </section>
  );
};

const MAKE_KEY = 'npm run ops -- keys api-key';
