// Written by `npm run exports` from packages/providers/src/*.ts.
import type { AnyProviderFactory } from '../any-provider.ts';
import { ably } from '../../ably.ts';
import { adyen } from '../../adyen.ts';
import { airtable } from '../../airtable.ts';
import { anthropic } from '../../anthropic.ts';
import { appleAppStore } from '../../apple-app-store.ts';
import { asana } from '../../asana.ts';
import { assemblyai } from '../../assemblyai.ts';
import { atlassianConnect } from '../../atlassian-connect.ts';
import { auth0 } from '../../auth0.ts';
import { awsSns } from '../../aws-sns.ts';
import { azureEventGrid } from '../../azure-event-grid.ts';
import { basic } from '../../basic.ts';
import { bigcommerce } from '../../bigcommerce.ts';
import { binancePay } from '../../binance-pay.ts';
import { bitso } from '../../bitso.ts';
import { box } from '../../box.ts';
import { braintree } from '../../braintree.ts';
import { brevo } from '../../brevo.ts';
import { bridgeXyz } from '../../bridge-xyz.ts';
import { buildkite } from '../../buildkite.ts';
import { calcom } from '../../calcom.ts';
import { chargebee } from '../../chargebee.ts';
import { checkr } from '../../checkr.ts';
import { circle } from '../../circle.ts';
import { circleci } from '../../circleci.ts';
import { clerk } from '../../clerk.ts';
import { clickup } from '../../clickup.ts';
import { cloudeventsWebhook } from '../../cloudevents-webhook.ts';
import { cloudinary } from '../../cloudinary.ts';
import { coinbaseCdp } from '../../coinbase-cdp.ts';
import { coinbaseCommerce } from '../../coinbase-commerce.ts';
import { constantContact } from '../../constant-contact.ts';
import { contentful } from '../../contentful.ts';
import { convoy } from '../../convoy.ts';
import { cryptapi } from '../../cryptapi.ts';
import { custom } from '../../custom.ts';
import { datadog } from '../../datadog.ts';
import { discord } from '../../discord.ts';
import { docusign } from '../../docusign.ts';
import { dodopayments } from '../../dodopayments.ts';
import { dropbox } from '../../dropbox.ts';
import { dropboxSign } from '../../dropbox-sign.ts';
import { dyte } from '../../dyte.ts';
import { easypost } from '../../easypost.ts';
import { ebay } from '../../ebay.ts';
import { elevenlabs } from '../../elevenlabs.ts';
import { fal } from '../../fal.ts';
import { figma } from '../../figma.ts';
import { fireblocks } from '../../fireblocks.ts';
import { fusionauth } from '../../fusionauth.ts';
import { ghost } from '../../ghost.ts';
import { gitea } from '../../gitea.ts';
import { github } from '../../github.ts';
import { githubSecretScanning } from '../../github-secret-scanning.ts';
import { gitlab } from '../../gitlab.ts';
import { gocardless } from '../../gocardless.ts';
import { googleChat } from '../../google-chat.ts';
import { googlePubsub } from '../../google-pubsub.ts';
import { grafana } from '../../grafana.ts';
import { helpscout } from '../../helpscout.ts';
import { heroku } from '../../heroku.ts';
import { hookdeck } from '../../hookdeck.ts';
import { httpMessageSignatures } from '../../http-message-signatures.ts';
import { hubspot } from '../../hubspot.ts';
import { inngest } from '../../inngest.ts';
import { integratedFinance } from '../../integrated-finance.ts';
import { intercom } from '../../intercom.ts';
import { kinde } from '../../kinde.ts';
import { knock } from '../../knock.ts';
import { lemonsqueezy } from '../../lemonsqueezy.ts';
import { line } from '../../line.ts';
import { linear } from '../../linear.ts';
import { liveblocks } from '../../liveblocks.ts';
import { livekit } from '../../livekit.ts';
import { mailchimp } from '../../mailchimp.ts';
import { mailgun } from '../../mailgun.ts';
import { make } from '../../make.ts';
import { mandrill } from '../../mandrill.ts';
import { manus } from '../../manus.ts';
import { messagebird } from '../../messagebird.ts';
import { meta } from '../../meta.ts';
import { microsoftGraph } from '../../microsoft-graph.ts';
import { mollie } from '../../mollie.ts';
import { monday } from '../../monday.ts';
import { moralis } from '../../moralis.ts';
import { mux } from '../../mux.ts';
import { n8n } from '../../n8n.ts';
import { neonAuth } from '../../neon-auth.ts';
import { netlify } from '../../netlify.ts';
import { newRelic } from '../../new-relic.ts';
import { notion } from '../../notion.ts';
import { novu } from '../../novu.ts';
import { okta } from '../../okta.ts';
import { onfido } from '../../onfido.ts';
import { openai } from '../../openai.ts';
import { paddle } from '../../paddle.ts';
import { paddleClassic } from '../../paddle-classic.ts';
import { pagerduty } from '../../pagerduty.ts';
import { paypal } from '../../paypal.ts';
import { paystack } from '../../paystack.ts';
import { persona } from '../../persona.ts';
import { pipedream } from '../../pipedream.ts';
import { plaid } from '../../plaid.ts';
import { polar } from '../../polar.ts';
import { postmark } from '../../postmark.ts';
import { pusher } from '../../pusher.ts';
import { razorpay } from '../../razorpay.ts';
import { recurly } from '../../recurly.ts';
import { render } from '../../render.ts';
import { replicate } from '../../replicate.ts';
import { resend } from '../../resend.ts';
import { saleor } from '../../saleor.ts';
import { salesforce } from '../../salesforce.ts';
import { sanity } from '../../sanity.ts';
import { segment } from '../../segment.ts';
import { sendgrid } from '../../sendgrid.ts';
import { sentry } from '../../sentry.ts';
import { shopify } from '../../shopify.ts';
import { slack } from '../../slack.ts';
import { square } from '../../square.ts';
import { standardWebhooks } from '../../standard-webhooks.ts';
import { storyblok } from '../../storyblok.ts';
import { stripe } from '../../stripe.ts';
import { supabase } from '../../supabase.ts';
import { supabaseDatabase } from '../../supabase-database.ts';
import { svix } from '../../svix.ts';
import { telegram } from '../../telegram.ts';
import { telnyx } from '../../telnyx.ts';
import { token } from '../../token.ts';
import { trello } from '../../trello.ts';
import { triggerDev } from '../../trigger-dev.ts';
import { truelayer } from '../../truelayer.ts';
import { turnkey } from '../../turnkey.ts';
import { twilio } from '../../twilio.ts';
import { twitch } from '../../twitch.ts';
import { typeform } from '../../typeform.ts';
import { upstashQstash } from '../../upstash-qstash.ts';
import { vercel } from '../../vercel.ts';
import { vonage } from '../../vonage.ts';
import { webBotAuth } from '../../web-bot-auth.ts';
import { webflow } from '../../webflow.ts';
import { websub } from '../../websub.ts';
import { wise } from '../../wise.ts';
import { woocommerce } from '../../woocommerce.ts';
import { workos } from '../../workos.ts';
import { x } from '../../x.ts';
import { zapier } from '../../zapier.ts';
import { zendesk } from '../../zendesk.ts';
import { zoom } from '../../zoom.ts';

/** The name of every provider here. */
export type ProviderName =
  | 'ably'
  | 'adyen'
  | 'airtable'
  | 'anthropic'
  | 'apple-app-store'
  | 'asana'
  | 'assemblyai'
  | 'atlassian-connect'
  | 'auth0'
  | 'aws-sns'
  | 'azure-event-grid'
  | 'basic'
  | 'bigcommerce'
  | 'binance-pay'
  | 'bitso'
  | 'box'
  | 'braintree'
  | 'brevo'
  | 'bridge-xyz'
  | 'buildkite'
  | 'calcom'
  | 'chargebee'
  | 'checkr'
  | 'circle'
  | 'circleci'
  | 'clerk'
  | 'clickup'
  | 'cloudevents-webhook'
  | 'cloudinary'
  | 'coinbase-cdp'
  | 'coinbase-commerce'
  | 'constant-contact'
  | 'contentful'
  | 'convoy'
  | 'cryptapi'
  | 'custom'
  | 'datadog'
  | 'discord'
  | 'docusign'
  | 'dodopayments'
  | 'dropbox'
  | 'dropbox-sign'
  | 'dyte'
  | 'easypost'
  | 'ebay'
  | 'elevenlabs'
  | 'fal'
  | 'figma'
  | 'fireblocks'
  | 'fusionauth'
  | 'ghost'
  | 'gitea'
  | 'github'
  | 'github-secret-scanning'
  | 'gitlab'
  | 'gocardless'
  | 'google-chat'
  | 'google-pubsub'
  | 'grafana'
  | 'helpscout'
  | 'heroku'
  | 'hookdeck'
  | 'http-message-signatures'
  | 'hubspot'
  | 'inngest'
  | 'integrated-finance'
  | 'intercom'
  | 'kinde'
  | 'knock'
  | 'lemonsqueezy'
  | 'line'
  | 'linear'
  | 'liveblocks'
  | 'livekit'
  | 'mailchimp'
  | 'mailgun'
  | 'make'
  | 'mandrill'
  | 'manus'
  | 'messagebird'
  | 'meta'
  | 'microsoft-graph'
  | 'mollie'
  | 'monday'
  | 'moralis'
  | 'mux'
  | 'n8n'
  | 'neon-auth'
  | 'netlify'
  | 'new-relic'
  | 'notion'
  | 'novu'
  | 'okta'
  | 'onfido'
  | 'openai'
  | 'paddle'
  | 'paddle-classic'
  | 'pagerduty'
  | 'paypal'
  | 'paystack'
  | 'persona'
  | 'pipedream'
  | 'plaid'
  | 'polar'
  | 'postmark'
  | 'pusher'
  | 'razorpay'
  | 'recurly'
  | 'render'
  | 'replicate'
  | 'resend'
  | 'saleor'
  | 'salesforce'
  | 'sanity'
  | 'segment'
  | 'sendgrid'
  | 'sentry'
  | 'shopify'
  | 'slack'
  | 'square'
  | 'standard-webhooks'
  | 'storyblok'
  | 'stripe'
  | 'supabase'
  | 'supabase-database'
  | 'svix'
  | 'telegram'
  | 'telnyx'
  | 'token'
  | 'trello'
  | 'trigger-dev'
  | 'truelayer'
  | 'turnkey'
  | 'twilio'
  | 'twitch'
  | 'typeform'
  | 'upstash-qstash'
  | 'vercel'
  | 'vonage'
  | 'web-bot-auth'
  | 'webflow'
  | 'websub'
  | 'wise'
  | 'woocommerce'
  | 'workos'
  | 'x'
  | 'zapier'
  | 'zendesk'
  | 'zoom';

/** Every provider's factory, by name. */
export const registry: Readonly<Record<ProviderName, AnyProviderFactory>> = {
  ably: ably as AnyProviderFactory,
  adyen: adyen as AnyProviderFactory,
  airtable: airtable as AnyProviderFactory,
  anthropic: anthropic as AnyProviderFactory,
  'apple-app-store': appleAppStore as AnyProviderFactory,
  asana: asana as AnyProviderFactory,
  assemblyai: assemblyai as AnyProviderFactory,
  'atlassian-connect': atlassianConnect as AnyProviderFactory,
  auth0: auth0 as AnyProviderFactory,
  'aws-sns': awsSns as AnyProviderFactory,
  'azure-event-grid': azureEventGrid as AnyProviderFactory,
  basic: basic as AnyProviderFactory,
  bigcommerce: bigcommerce as AnyProviderFactory,
  'binance-pay': binancePay as AnyProviderFactory,
  bitso: bitso as AnyProviderFactory,
  box: box as AnyProviderFactory,
  braintree: braintree as AnyProviderFactory,
  brevo: brevo as AnyProviderFactory,
  'bridge-xyz': bridgeXyz as AnyProviderFactory,
  buildkite: buildkite as AnyProviderFactory,
  calcom: calcom as AnyProviderFactory,
  chargebee: chargebee as AnyProviderFactory,
  checkr: checkr as AnyProviderFactory,
  circle: circle as AnyProviderFactory,
  circleci: circleci as AnyProviderFactory,
  clerk: clerk as AnyProviderFactory,
  clickup: clickup as AnyProviderFactory,
  'cloudevents-webhook': cloudeventsWebhook as AnyProviderFactory,
  cloudinary: cloudinary as AnyProviderFactory,
  'coinbase-cdp': coinbaseCdp as AnyProviderFactory,
  'coinbase-commerce': coinbaseCommerce as AnyProviderFactory,
  'constant-contact': constantContact as AnyProviderFactory,
  contentful: contentful as AnyProviderFactory,
  convoy: convoy as AnyProviderFactory,
  cryptapi: cryptapi as AnyProviderFactory,
  custom: custom as AnyProviderFactory,
  datadog: datadog as AnyProviderFactory,
  discord: discord as AnyProviderFactory,
  docusign: docusign as AnyProviderFactory,
  dodopayments: dodopayments as AnyProviderFactory,
  dropbox: dropbox as AnyProviderFactory,
  'dropbox-sign': dropboxSign as AnyProviderFactory,
  dyte: dyte as AnyProviderFactory,
  easypost: easypost as AnyProviderFactory,
  ebay: ebay as AnyProviderFactory,
  elevenlabs: elevenlabs as AnyProviderFactory,
  fal: fal as AnyProviderFactory,
  figma: figma as AnyProviderFactory,
  fireblocks: fireblocks as AnyProviderFactory,
  fusionauth: fusionauth as AnyProviderFactory,
  ghost: ghost as AnyProviderFactory,
  gitea: gitea as AnyProviderFactory,
  github: github as AnyProviderFactory,
  'github-secret-scanning': githubSecretScanning as AnyProviderFactory,
  gitlab: gitlab as AnyProviderFactory,
  gocardless: gocardless as AnyProviderFactory,
  'google-chat': googleChat as AnyProviderFactory,
  'google-pubsub': googlePubsub as AnyProviderFactory,
  grafana: grafana as AnyProviderFactory,
  helpscout: helpscout as AnyProviderFactory,
  heroku: heroku as AnyProviderFactory,
  hookdeck: hookdeck as AnyProviderFactory,
  'http-message-signatures': httpMessageSignatures as AnyProviderFactory,
  hubspot: hubspot as AnyProviderFactory,
  inngest: inngest as AnyProviderFactory,
  'integrated-finance': integratedFinance as AnyProviderFactory,
  intercom: intercom as AnyProviderFactory,
  kinde: kinde as AnyProviderFactory,
  knock: knock as AnyProviderFactory,
  lemonsqueezy: lemonsqueezy as AnyProviderFactory,
  line: line as AnyProviderFactory,
  linear: linear as AnyProviderFactory,
  liveblocks: liveblocks as AnyProviderFactory,
  livekit: livekit as AnyProviderFactory,
  mailchimp: mailchimp as AnyProviderFactory,
  mailgun: mailgun as AnyProviderFactory,
  make: make as AnyProviderFactory,
  mandrill: mandrill as AnyProviderFactory,
  manus: manus as AnyProviderFactory,
  messagebird: messagebird as AnyProviderFactory,
  meta: meta as AnyProviderFactory,
  'microsoft-graph': microsoftGraph as AnyProviderFactory,
  mollie: mollie as AnyProviderFactory,
  monday: monday as AnyProviderFactory,
  moralis: moralis as AnyProviderFactory,
  mux: mux as AnyProviderFactory,
  n8n: n8n as AnyProviderFactory,
  'neon-auth': neonAuth as AnyProviderFactory,
  netlify: netlify as AnyProviderFactory,
  'new-relic': newRelic as AnyProviderFactory,
  notion: notion as AnyProviderFactory,
  novu: novu as AnyProviderFactory,
  okta: okta as AnyProviderFactory,
  onfido: onfido as AnyProviderFactory,
  openai: openai as AnyProviderFactory,
  paddle: paddle as AnyProviderFactory,
  'paddle-classic': paddleClassic as AnyProviderFactory,
  pagerduty: pagerduty as AnyProviderFactory,
  paypal: paypal as AnyProviderFactory,
  paystack: paystack as AnyProviderFactory,
  persona: persona as AnyProviderFactory,
  pipedream: pipedream as AnyProviderFactory,
  plaid: plaid as AnyProviderFactory,
  polar: polar as AnyProviderFactory,
  postmark: postmark as AnyProviderFactory,
  pusher: pusher as AnyProviderFactory,
  razorpay: razorpay as AnyProviderFactory,
  recurly: recurly as AnyProviderFactory,
  render: render as AnyProviderFactory,
  replicate: replicate as AnyProviderFactory,
  resend: resend as AnyProviderFactory,
  saleor: saleor as AnyProviderFactory,
  salesforce: salesforce as AnyProviderFactory,
  sanity: sanity as AnyProviderFactory,
  segment: segment as AnyProviderFactory,
  sendgrid: sendgrid as AnyProviderFactory,
  sentry: sentry as AnyProviderFactory,
  shopify: shopify as AnyProviderFactory,
  slack: slack as AnyProviderFactory,
  square: square as AnyProviderFactory,
  'standard-webhooks': standardWebhooks as AnyProviderFactory,
  storyblok: storyblok as AnyProviderFactory,
  stripe: stripe as AnyProviderFactory,
  supabase: supabase as AnyProviderFactory,
  'supabase-database': supabaseDatabase as AnyProviderFactory,
  svix: svix as AnyProviderFactory,
  telegram: telegram as AnyProviderFactory,
  telnyx: telnyx as AnyProviderFactory,
  token: token as AnyProviderFactory,
  trello: trello as AnyProviderFactory,
  'trigger-dev': triggerDev as AnyProviderFactory,
  truelayer: truelayer as AnyProviderFactory,
  turnkey: turnkey as AnyProviderFactory,
  twilio: twilio as AnyProviderFactory,
  twitch: twitch as AnyProviderFactory,
  typeform: typeform as AnyProviderFactory,
  'upstash-qstash': upstashQstash as AnyProviderFactory,
  vercel: vercel as AnyProviderFactory,
  vonage: vonage as AnyProviderFactory,
  'web-bot-auth': webBotAuth as AnyProviderFactory,
  webflow: webflow as AnyProviderFactory,
  websub: websub as AnyProviderFactory,
  wise: wise as AnyProviderFactory,
  woocommerce: woocommerce as AnyProviderFactory,
  workos: workos as AnyProviderFactory,
  x: x as AnyProviderFactory,
  zapier: zapier as AnyProviderFactory,
  zendesk: zendesk as AnyProviderFactory,
  zoom: zoom as AnyProviderFactory,
};
