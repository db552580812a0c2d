// The types that the scripts share: what passes between their modules, and the shapes that the site sends. The shapes of
// the JSON API are those of auth_demo/web/schemas.py, the payload's those of auth_demo/web/pages.py. Nothing here is served.

type Words = import("./js/demo/words.js").Words;
/** Fetches a script that most never need, with its words. Throws the Problem "offline" where it does not come. */
type Fetched = <Module>(load: () => Promise<Module>) => Promise<Module>;
type Engine = import("./js/demo/engine.js").Engine;
type Guide = import("./js/demo/guide.js").Guide;
type Session = import("./js/demo/session.js").Session;
type Clock = import("./js/demo/time.js").Clock;
type Api = import("./js/demo/api.js").Api;
type Voice = import("./js/demo/dom.js").Voice;
type Framed = import("./js/demo/devices/framed.js").Framed<any>;
type Phone = import("./js/demo/devices/phone.js").Phone;
type Portal = import("./js/demo/devices/portal.js").Portal;
type LoginWindow = import("./js/demo/devices/window.js").LoginWindow;
type Editor = import("./js/desk/editor.js").Editor;

/** Opens a sandbox for what is wished for; the answer is that of POST /sandboxes. */
type Opens = (api: Api, wish: Record<string, any>) => Promise<any>;

// A scenario --------------------------------------------------------------------------------------------------------------

interface Scenario {
  id: string;
  article: number;
  method: string;
  methods: string[];
  title: string;
  platforms: Platform[];
  variants: Variant[];
  world: World;
  /** Those that are switches of the learner's. */
  faults: string[];
  clips: Record<string, import("./js/demo/voice.js").Clip>;
  devices: { id: string; kind: string; title: string }[];
  personas: Persona[];
  steps: Step[];
  before_real: string[];
  /** No step is named before one comes to it. */
  veiled: boolean;
}

interface Platform {
  id: string;
  title: string;
  /** Methods that it does not offer. */
  without: string[];
}

interface Variant {
  id: string;
  title: string;
  /** Told at the end, where finding it out is the practice. */
  cause: string;
  /** Devices that it has no use for. */
  without: string[];
  world: World | null;
}

/** What a new sandbox holds. */
interface World {
  phones: { id: string; system: "ios" | "android" | ""; app?: string; start?: string }[];
  faults: string[];
  /** Notifications ask for the number that the login shows. */
  matching: boolean;
}

interface Persona {
  id: string;
  name: string;
  user: string;
  person: string;
}

interface Only {
  platform: string[];
  variant: string[];
}

interface Step {
  id: string;
  /** Empty where it differs, or where there is none. */
  article_step: string;
  /** By platform or variant, where it differs. */
  article_steps: Record<string, string>;
  only: Only;
  /** Where its screens are the practice room's own. */
  own_screens: Only | null;
  title: string;
  task: string;
  /** By platform or variant, where it differs. */
  task_by: Record<string, string>;
  /** With one's own device; empty: what the task says. */
  real: string;
  real_by: Record<string, string>;
  hints: string[];
  hints_by: Record<string, string[]>;
  done_on: string;
  /** The device whose event it has to be; empty: any. */
  done_by: string;
  /** The event counts only once every step before it is ticked. */
  in_turn: boolean;
  undone_on: string[];
  solve: { device: string; action: string; value: string }[];
}

interface Article {
  number: number;
  address: string;
}

/** What a page needs to draw a practice. */
interface Payload {
  language: string;
  address: string;
  article: Article;
  /** By platform or variant, where there are several. */
  articles: Record<string, Article>;
  strip_css: string;
  pairing_css: string;
  /** The address of the texts that only scripts fetched later show. */
  later_words: string;
  styles: string[];
  scenario: Scenario;
  strings: Record<string, string | Record<string, string>>;
  /** Where the page does not bring them itself. */
  scripts?: { entry: string; modules: string[] };
}

// The API -----------------------------------------------------------------------------------------------------------------

/** Why something was refused, or that the site could not be reached (`reason` "offline"). */
interface Refusal {
  reason: string;
  title: string;
  detail?: string;
  status?: number;
  topic?: string;
  attempts_left?: number;
  retry_at?: string;
  diagnosis?: { cause: string; advice: string; facts: Record<string, any> };
  /** How the page sees that it was copied wrong from a device (typed.js). */
  slip?: Slip | null;
  /** What it says in each language of the site. */
  texts?: Record<string, { title: string; detail?: string; advice?: string }>;
}

interface Slip {
  shape: "swapped" | "one";
  typed: string;
  shown: string;
  at: number;
  letters: boolean;
}

/** What was handed out at enrollment. */
interface Enrolled {
  id: string;
  kind: string;
  suite?: string;
  key?: string;
  pin?: string;
  push_key?: string;
  phone?: string;
  system?: string;
  revoked?: boolean;
  cells?: string[];
  valid_until?: string;
  full_until?: string;
  /** It is the owner's, who lets another user name use it. */
  shared?: boolean;
  /** How often a passkey has signed. */
  count?: number;
  /** The last time step whose code let somebody in. */
  used?: number;
}

/** A sandbox as the browser has it. */
interface Sandbox {
  id: string;
  expires_at: string;
  user: { name: string };
  devices: Enrolled[];
  others?: { user: { name: string }; devices: Enrolled[] }[];
  phones?: { id: string; system: "ios" | "android"; app: string; number?: string }[];
  number?: { display: string; masked: string; state: "unverified" | "pending" | "active" } | null;
  faults?: Record<string, boolean>;
}

interface Login {
  id: string;
  method: string;
  state: string;
  /** Digits, or the numbers of two cells. */
  challenge: any;
  issued_at: string;
  expires_at: string;
  attempts_left: number;
  sent: Sent | null;
  resend_at: string | null;
  /** To be typed on the phone. */
  number: string | null;
}

interface Sent {
  n: number;
  of: number;
  to: string;
  kind: "sms" | "call";
  message: string;
}

interface Message {
  n: number;
  id: string;
  kind: "sms" | "call" | "push";
  phone: string;
  at: string;
  state: string;
}

// Between the engine and the devices --------------------------------------------------------------------------------------

interface PracticeEvent {
  type: string;
  data: any;
}

/** A sentence as it is kept, to be said again in whatever language the page then has: the interface's, or a refusal's. */
interface Said {
  key?: string;
  values?: Record<string, string | number>;
  refusal?: Refusal;
  part?: "title" | "detail";
}

/** What the engine gives a device. */
interface DeviceContext {
  id: string;
  title: string;
  words: Words;
  clock: Clock;
  api: Api;
  /** Its live region, to be placed inside its element. */
  voice: Voice;
  scenario: Scenario;
  /** The id of the platform in use. */
  platform(): string;
  setPlatform(id: string): void;
  /** The id of the variant in use, if the scenario has any. */
  variant(): string | null;
  /** The sandbox, opened when first asked for. */
  session(): Promise<Sandbox>;
  /** The same if it is open already, else null; nothing is asked. */
  sandbox(): Sandbox | null;
  /** What was handed out at enrollment for that kind, to that user name if one is given, once there is a sandbox. */
  device(kind: string, user?: string | null): Enrolled | null;
  /** The training user that a sandbox is, or would be, opened for. */
  persona(): Persona;
  /** The login that came with the sandbox, once. */
  waitingLogin(): Login | null;
  /** Be another training user; false while the site cannot be reached. */
  become(persona: Persona): Promise<boolean>;
  emit(type: string, data?: any): void;
  /** To all that happens, at the verifier too. Returns how to stop listening. */
  listen(listener: (event: PracticeEvent) => void): () => void;
  /** Do something at the site; the guide explains a refusal, and what could not be sent is kept. */
  attempt(act: () => any): Promise<void>;
  /** Do this when the line is back, in the place of what it did before; null: not anymore. */
  later(act: (() => any) | null): void;
  /** A value by its name, as another device shows it now. */
  shownElsewhere(name: string): string | null;
  setFault(name: string, on: boolean): Promise<void>;
  /** Let the practice clock run ahead to a moment, ISO 8601. */
  passUntil(moment: string): Promise<void>;
  /** The device's state is to be kept. */
  changed(): void;
  /** False while it is on the learner's own phone, where another page draws it. */
  isHere(): boolean;
}

/** One thing that a hand would do. */
interface Move {
  /** In words. */
  label: string;
  /** Where to look: an element, or the name under which focus finds it. */
  target: Element | string;
  run(): any;
}

interface Device {
  id: string;
  kind: string;
  ctx: DeviceContext;
  element: HTMLElement;
  /** Plain data from which `restore` makes the same state again. */
  save(): any;
  /** Null is the state at the very beginning. False if it is no longer there. */
  restore(saved: any): boolean;
  /** A value that a person could read off the device. */
  read(name: string): string | string[] | null;
  /** The name of the value that it would take over from another device now. */
  wants(): string | null;
  /** The values that another device could take over now. */
  offers(): Record<string, string>;
  take(value: string): void;
  /** The moment until which it makes the learner wait, ISO 8601. */
  awaits?(): string | null;
  /** Come to where a move can be made, or a value read (action "read"). */
  ready?(action: string, value: string): Promise<void>;
  /** What to press on it before it is read: a code that was used is no good, and another one has to come. */
  before?(name: string): Move[];
  moves(action: string, value: string): Move[];
  focus(options?: FocusOptions): void;
  /** What it shows, in a few characters. */
  status(): string;
  /** How much has come to it that was not looked at yet. */
  waiting?(): number;
  /** The platform has changed. */
  rename(): void;
  /** It is in the middle of something, and what it would save is not yet what comes of that. */
  isBusy?: boolean;
  /** What was under way on it has ended without success. */
  isOver?: boolean;
  /** What is under way on it, if there is anything. */
  pending?: any;
  startOver?(): void;
  /** It takes the place of a device that is on the learner's own phone (pairing/away.js). */
  isAway?: boolean;
}

/** What can be pressed on a device, by name. */
type Controls = Map<string, { label: string; run: () => any }>;

// The login window and the phone -------------------------------------------------------------------------------------------

/** What a method does in the window while its login is under way. */
interface Part {
  view: string;
  /** Of the answer; 0 where nothing is typed. */
  digits: number;
  /** Among the digits. */
  letters?: boolean;
  /** The words for how long the login waits, where what is typed lasts longer or shorter than that. */
  lasts?: string;
  /** What is told besides when it leads in. */
  entered?: string;
  /** The name of the value that its field takes over from another device. */
  carries: string | null;
  /** The events that say it has begun. */
  begins: string[];
  offers(login: Login): Record<string, string>;
  /** In a few characters. */
  shows(win: LoginWindow): string;
  says(win: LoginWindow): string;
  draw(win: LoginWindow): (Node | null | false)[];
}

/** What a login window and the portal remember: plain data, as each of the following. */
interface FramedState {
  view: string;
  /** The id of the training user who is chosen. */
  persona: string | null;
  /** In the field. */
  typed: string;
  notice: Said | null;
}

interface WindowState extends FramedState {
  login: Login | null;
  /** The moment at which a lock ends. */
  until: string | null;
  /** How another code is to come. */
  channel: string | null;
  /** Of TWS: another than the practice begins with, once it was started. */
  version: string | null;
  /** No code can be sent before this moment. */
  rest: string | null;
  /** The list of devices is open. */
  listed: boolean;
  /** A login that was left and is still under way. */
  goesOn: Login | null;
  /** What the browser asks about a passkey: "places", "code", "key" or "here". */
  sheet: string | null;
}

interface PortalState extends FramedState {
  /** The settings are open in the menu, and the menu itself where it is collapsed. */
  menu: boolean;
  nav: boolean;
  /** The confirmation number that was sent. */
  sent: { sent: Sent; expires_at: string } | null;
  number: Sandbox["number"];
  /** The confirmed number takes login codes from now on. */
  enrolled: boolean;
  /** What a page has to choose is chosen. */
  chosen: boolean;
  /** The id of the training user whose device is to be shared. */
  owner: string | null;
  /** The challenge that the owner's device answers. */
  login: Login | null;
  /** Which condition is not met. */
  refusal: string | null;
}

/** What Client Services hand out for a few days. */
interface Passcode {
  device: string;
  passcode: string;
  full_until: string;
  portal_until: string;
}

/** What is in a phone's bar beside the title, and around the screen. */
interface PhoneScreen {
  title: string;
  left?: Element | null | false;
  right?: Element | null | false;
  /** From here on nobody knows the product's screens: these are the practice room's own. */
  own?: boolean;
  foot?: Element | null | false;
  look?: string;
}

interface PhoneWorld {
  system: "ios" | "android";
  /** Of the system, where a variant names it: "android-5". */
  version: number | null;
  app?: string;
  start?: string;
}

/** A message as the phone has it. */
interface Notice {
  n: number;
  kind: Message["kind"];
  at: string;
  /** Of a text message. */
  text?: string;
  code?: string;
  language?: string;
  read?: boolean;
  /** Of a notification: what it asks to be approved. */
  request?: any;
  /** It was answered. */
  done?: boolean;
  /** Of a call, or what became of it. */
  [more: string]: any;
}

/** What a phone remembers. */
interface PhoneState {
  /** The app in front; "home" and "lock" are such too. */
  at: string;
  /** Per app the screens that lie on one another, the visible one last. */
  stacks: Record<string, string[]>;
  locked: boolean;
  /** The list of notices is pulled down. */
  shade: boolean;
  /** The purpose for which the security element is asked for. */
  sheet: string | null;
  /** The message that is announced at the top. */
  banner: number | null;
  airplane: boolean;
  coverage: boolean;
  /** ms that its clock is fast. */
  ahead: number;
  off: boolean;
  /** The phone is out of its owner's hands. */
  lost: boolean;
  /** Said at the bottom until the next press. */
  toast: Said | null;
  /** The app was cleared together with a key, and the verifier was not told yet. */
  forgotten: boolean;
  installed: boolean;
  /** The app has never been opened. */
  first: boolean;
  /** Of IB Key here: see keyring.js. */
  key: "none" | "active" | "lost" | "kept" | "locked" | "revoked" | "old";
  /** The app needs an update before it takes the older one's key over. */
  outdated: boolean;
  signedIn: boolean;
  /** The app's PIN, 4 to 6 digits; only on a system that has one. */
  pin: string;
  /** In a row. */
  pinFailures: number;
  inbox: { after: number; items: Notice[]; nextAt: string | null };
  call: any;
  auth: { challenge: string; pin: string; response: string | null };
  login: { persona: Persona | null; login: Login | null; channel: string | null; typed: string; notice: Said | null };
  enrol: { kind: string; code: string; pin: string; sent: any; notice: Said | null; chosen?: boolean };
  request: { n: number | null; open: boolean; number: string; outcome: string | null };
  /** The slip with its PIN is turned over. */
  note: boolean;
  /** The app's data was cleared. */
  cleared: boolean;
  lastCall: any;
}

// What the pages bring along -----------------------------------------------------------------------------------------------

interface Window {
  django: { jQuery: (ready: () => void) => void };
  jQuery: (root: Element) => { tabs(what: string): void };
}

interface Navigator {
  /** Only Chromium has it. */
  userAgentData?: { platform: string };
}

// Trusted Types ------------------------------------------------------------------------------------------------------------

interface TrustedPolicy {
  createHTML(text: string): any;
  createScriptURL(address: string): any;
}

/** What a browser that knows Trusted Types has. */
declare var trustedTypes:
  | {
      createPolicy(
        name: string,
        rules: Partial<Record<keyof TrustedPolicy, (text: string) => string | null>>,
      ): TrustedPolicy;
    }
  | undefined;
