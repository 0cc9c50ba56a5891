/** As `process` names them. */
type Machine = Readonly<{ platform: string; arch: string }>;

/** Whether `node_modules` holds what `package-lock.json` says, whoever installed it. */
export declare const isInstalled: (root: string, machine?: Machine) => boolean;

/** Takes back what `isInstalled` goes by, so that an install that is killed does not count. */
export declare const forgetInstall: (root: string) => void;

/** Notes that all packages were asked for, those for this machine among them. */
export declare const stampInstall: (root: string) => void;
