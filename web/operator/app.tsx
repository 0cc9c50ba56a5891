import { useEffect } from 'preact/hooks';
import { Boundary } from '../kit/parts/boundary.tsx';
import { Button } from '../kit/parts/controls.tsx';
import { Shell } from '../kit/parts/shell.tsx';
import { Badge, Empty, Show } from '../kit/parts/states.tsx';
import { keepTime } from '../kit/state/clock.ts';
import { createLoader } from '../kit/state/loaded.ts';
import { route } from '../kit/state/route.ts';
import { ask } from './api.ts';
import { PAGES } from './pages.tsx';
import { showProblem } from './problem-note.tsx';
import { type Access, access, apiKey, may, signOut } from './session.ts';
import { SignIn } from './sign-in.tsx';
import { texts } from './texts/texts.ts';

const asked = createLoader<Access>();

const askAccess = (): void =>
  void asked.load(async (signal) => {
    access.value = await ask<Access>('GET', 'access', { signal });
    keepTime(access.value.at);
    return access.value;
  });

/** The operator console: a sign-in, then the pages that the key may use. */
export const App = () => {
  const key = apiKey.value;
  useEffect(() => {
    if (key !== undefined) askAccess();
    else asked.clear();
  }, [key]);
  if (key === undefined) return <SignIn />;
  const { value } = asked.state.value;
  return (
    <>
      <Show loaded={asked.state.value} failed={showProblem} again={askAccess}>
        {() => <Console />}
      </Show>
      {value === undefined ? (
        <div class="row">
          <SignOut />
        </div>
      ) : null}
    </>
  );
};

/** Also where the API does not say what the key may: there is always a way out. */
const SignOut = () => (
  <Button kind="quiet" small onClick={() => signOut()}>
    {texts.value.signOut}
  </Button>
);

const Console = () => {
  const t = texts.value;
  const open = PAGES.filter(({ scopes }) => may(...scopes));
  const pages = open.map(({ path, name }) => ({ path, name: name() }));
  const [wanted = open[0]?.path] = route.value;
  const page = open.find(({ path }) => path === wanted);
  const { name, stage } = access.value ?? {};
  useEffect(() => {
    document.title = `${page?.name() ?? ''} · PrivateNumber`;
  });
  return (
    <Shell
      name="PrivateNumber"
      pages={pages}
      tools={
        <>
          {stage === undefined ? null : <Badge>{stage}</Badge>}
          <Badge>{name}</Badge>
          {may('read') || !may('read:masked') ? null : <Badge tone="warn">{t.masked}</Badge>}
          <SignOut />
        </>
      }
    >
      {page === undefined ? (
        <Empty>{open.length === 0 ? t.noScope : t.noPage}</Empty>
      ) : (
        <Boundary of={route.value.join('/')}>
          <page.Page key={page.path} />
        </Boundary>
      )}
    </Shell>
  );
};
