import { useEffect } from 'preact/hooks';

/** Does something now and then again, while the page is in sight; nothing is asked in the background. */
export const useEvery = (seconds: number, run: () => void, because: readonly unknown[] = []): void => {
  useEffect(() => {
    run();
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') run();
    }, seconds * 1000);
    return () => clearInterval(timer);
  }, [...because]);
};
