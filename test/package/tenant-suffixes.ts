import { listVersion, type PublicSuffixRule } from './public-suffix-list.ts'

/**
 * Services of wide reach whose customers publish pages: hosting, storage, tunnels and app builders. All private rules of
 * the Public Suffix List at and below these domains are taken. `*` is any label, and a label may be a RegExp.
 */
const SERVICES = `
  amazonaws.com amplifyapp.com appspot.com awsapprunner.com elasticbeanstalk.com on.aws
  azurecontainer.io azureedge.net azurefd.net azurestaticapps.net azurewebsites.net cloudapp.net core.windows.net
  trafficmanager.net
  blogspot.com cloudfunctions.net firebaseapp.com googleapis.com hosted.app run.app translate.goog
  usercontent.goog web.app
  cloudfront.net pages.dev r2.dev trycloudflare.com workers.dev
  deno.dev deno.net fly.dev herokuapp.com netlify.app now.sh onrender.com surge.sh up.railway.app vercel.app
  vercel.dev vercel.run
  appwrite.network cleverapps.io codeberg.page laravel.cloud on-forge.com pantheonsite.io
  wasmer.app wpenginepowered.com
  code.run digitaloceanspaces.com hf.space ondigitalocean.app pythonanywhere.com zeabur.app
  base44.app bolt.host bubbleapps.io canva.site chatgpt.site convex.app convex.site csb.app e2b.app emergent.host
  emergentagent.com expo.app figma.site framer.ai framer.app framer.media framer.photos framer.website framer.wiki
  lovable.app lovableproject.com manus.space replit.app replit.dev repl.co retool.app streamlit.app
  v0.build val.run
  carrd.co gitbook.io github.io gitlab.io myshopify.com notion.site readthedocs.io webflow.io wixsite.com wixstudio.com
  ngrok.app ngrok.dev ngrok-free.app ngrok-free.dev ngrok.io ts.net
  duckdns.org dweb.link eu.org js.org supabase.co
  \\w+usercontent.com \\w+usercontent.net
`

/** Rules at these services that are left out, because few or no pages of customers are below them. */
const LEFT_OUT = [
  // Databases, consoles and sign-in pages. AWS Cloud9 takes no new customers.
  /(airflow|rds|s3-global|(aws-)?cloud9|agentcore)\..*amazonaws\.com$/,
  /airflow\..+\.on\.aws$/,
  /(realtime|storage)\.supabase\.co$/,
  /compute\.herokuapp\.com$/,
  /auth\.lovable\.app$/,
  // Hosts that ask for a client certificate, or that are on the network of one customer.
  /mtls\.run\.app$/,
  /p\.azurewebsites\.net$/,
  // Stages before production, and a product that ended.
  /staging\.expo\.app$/,
  /teams\.replit\.dev$/,
  // A platform for servers without pages.
  /js\.wpenginepowered\.com$/,
  // Names for kinds of organisations.
  /^\w{3,}\.eu\.org$/,
]

/** What stands for many rules, and for the regions that are not on the list yet. */
const FOLDED = [
  's3-[\\w-]+.amazonaws.com',
  '*.(elb|compute|[a-z-]+-\\d).amazonaws.com',
  '*.dualstack.[a-z-]+-\\d.amazonaws.com',
  '*.*.on.aws',
  '[a-z-]+-\\d.elasticbeanstalk.com',
  '*.core.windows.net',
  '*.googleapis.com',
  '\\w\\w.eu.org',
  '\\w+.azurestaticapps.net',
  '\\w+-\\d\\d.azurewebsites.net',
  '[a-z-]+-\\d.convex.site',
  '\\w\\w.ngrok.io',
  '*.\\w+usercontent.com',
  '*.\\w+usercontent.net',
]

/** Suffixes that the Public Suffix List lacks, although strangers publish below them, with what one sees there. */
export const ADDED: Readonly<Record<string, string>> = {
  '*.azurecontainerapps.io': 'apps, below a region and the name of an environment',
  '*.cdn.digitaloceanspaces.com': 'buckets of DigitalOcean Spaces, below a region',
  '*.cloudapp.azure.com': 'virtual machines, below a region',
  '*.cloudworkstations.dev': 'ports of Firebase Studio and of Google Cloud Workstations, below a cluster',
  '*.devtunnels.ms': 'tunnels of Visual Studio Code, below a cluster',
  '*.free.pinggy.link': 'tunnels of Pinggy, below a region',
  '*.gitpod.dev': 'ports of an Ona environment, below a cluster',
  '*.webcontainer(-api)?.io': 'servers in a StackBlitz WebContainer, below its kind',
  '\\w+.\\w+.azurestaticapps.net': 'previews of Azure Static Web Apps, below a region and a number',
  '\\w\\d\\d.azurefd.net': 'endpoints of Azure Front Door, below a zone',
  'app.github.dev': 'ports that a GitHub codespace forwards',
  'b-cdn.net': 'pull zones of bunny.net',
  'codepen.io': 'pens of CodePen, in full view',
  'codesandbox.io': 'sandboxes, under a random name each',
  'edgeone.app': 'sites on EdgeOne Pages',
  'glitch.me': 'projects of Glitch',
  'gitpod.io': 'ports of a Gitpod workspace',
  'ws-\\w+.gitpod.io': 'ports of a Gitpod workspace, below a cluster',
  'gradio.live': 'shared Gradio demos',
  'hostingersite.com': 'previews of sites at Hostinger',
  'jsbin.com': 'bins of JS Bin',
  'jsfiddle.net': 'fiddles of JSFiddle',
  'kinsta.app': 'applications at Kinsta',
  'koyeb.app': 'services on Koyeb',
  'lhr.life': 'tunnels of localhost.run',
  'loca.lt': 'tunnels of localtunnel',
  'localtunnel.me': 'tunnels of localtunnel, its former name',
  'modal.run': 'web endpoints on Modal',
  'neocities.org': 'sites of Neocities',
  'nip.io': 'a name for any address',
  'proxy.runpod.net': 'ports of a RunPod machine',
  'serveo.net': 'tunnels of Serveo',
  'share.zrok.io': 'tunnels of zrok',
  'shinyapps.io': 'apps of Shiny for R and Python',
  'softr.app': 'apps of Softr',
  'squarespace.com': 'sites of Squarespace',
  'sslip.io': 'a name for any address',
  'stackblitz.io': 'projects of StackBlitz',
  'tumblr.com': 'blogs with scripts of their own',
  'weebly.com': 'sites of Weebly',
  'wordpress.com': 'sites of WordPress.com',
  'z\\d+.*.core.windows.net': 'static sites in an Azure storage account, below a zone',
}

/** All suffixes that the core knows, sorted. */
export function chooseSuffixes(list: readonly PublicSuffixRule[]): string[] {
  const services = SERVICES.trim().split(/\s+/)
  const isChosen = new RegExp(`(^|\\.)(${services.map(toSource).join('|')})$`)
  const rules = list.filter(
    ({ rule, isPrivate }) => isPrivate && isChosen.test(rule) && !LEFT_OUT.some((left) => left.test(rule)),
  )
  const folded = rules.map(({ rule }) => FOLDED.find((suffix) => isRuleOf(rule, suffix)) ?? rule)
  const all = new Set([...folded, ...Object.keys(ADDED)])
  // `*.run.app` implies `run.app`.
  return [...all].filter((suffix) => !all.has(`*.${suffix}`)).toSorted(byLastLabel)
}

/** Whether a suffix stands for a rule of the list. As on the list, `*.run.app` implies `run.app`. */
export function isRuleOf(rule: string, suffix: string): boolean {
  return new RegExp(`^(${toSource(suffix)}|${toSource(suffix.replace('*.', ''))})$`).test(rule)
}

function toSource(suffix: string): string {
  return suffix.replaceAll('.', '\\.').replaceAll('*', '[^.]+')
}

function byLastLabel(one: string, other: string): number {
  const [a, b] = [one, other].map((suffix) => suffix.split('.').toReversed().join(' '))
  return a! < b! ? -1 : 1
}

/** `src/policy/origins/tenant-suffixes.ts`. */
export function renderSuffixes(suffixes: readonly string[]): string {
  return `/**
 * Suffixes below which strangers publish pages, by their last label: \`app framer *.run/dev deno\` is \`framer.app\`,
 * \`*.run.app\` and \`deno.dev\`. As on the Public Suffix List, \`*\` is any label, because it is a region, which strangers
 * share too. Any other label is a RegExp.
 *
 * \`npm run suffixes\` writes this file from the Public Suffix List of ${listVersion()}, and from the choice
 * and the additions in test/package/tenant-suffixes.ts. The whole list is a hundred times the size of this library.
 */
export const TENANT_SUFFIXES: string =
${inGroups(suffixes)}

/** Those of them that the Public Suffix List lacks, so that browsers do not know them. */
export const UNLISTED_SUFFIXES: string =
${inGroups(suffixes.filter((suffix) => suffix in ADDED))}
`
}

/** Suffixes by their last label, in lines of at most 110 characters. A space at the start of a line continues a group. */
function inGroups(suffixes: readonly string[]): string {
  const groups = new Map<string, string>()
  for (const suffix of suffixes) {
    const [, name = '', last = ''] = /^(.*)\.(.*)$/.exec(suffix) ?? []
    groups.set(last, `${groups.get(last) ?? last} ${name}`)
  }
  const lines = ['']
  for (const word of [...groups.values()].join('/').split(/(?= )/)) {
    if (lines.at(-1)!.length + word.length > 110) lines.push('')
    lines[lines.length - 1] += word
  }
  return lines.map((line) => `  '${line.replaceAll('\\', '\\\\')}'`).join(' +\n')
}

/**
 * `src/policy/origins/tenant-names.ts`: the suffixes and the domains above them, for the compiler. It has no RegExp, so
 * suffixes with an expression are left out.
 */
export function renderNames(suffixes: readonly string[]): string {
  const groups = new Map<string, Set<string>>()
  for (const suffix of suffixes) {
    const [last = '', ...before] = suffix.split('.').toReversed()
    const names = groups.get(last) ?? new Set()
    groups.set(last, names)
    // `*.run.app` implies `run.app`, and a wildcard above `up.railway.app` allows its tenants too.
    for (let labels = before.length; labels > 0; labels--) {
      const name = before.slice(0, labels).toReversed().join('.')
      if (/^(\*\.)?[\w.-]+$/.test(name)) names.add(name)
    }
  }
  const members = [...groups].filter(([, names]) => names.size)
  return `/**
 * Suffixes below which strangers publish pages, and the domains above them, by their last label, for the check of
 * literal types. \`*\` is any label. Suffixes that need an expression are left out, and \`cors()\` finds them.
 *
 * \`npm run suffixes\` writes this file next to tenant-suffixes.ts.
 */
export interface TenantNames {
${members.map(([last, names]) => `  readonly ${last}: '${[...names].join(' ')}'`).join('\n')}
}
`
}
