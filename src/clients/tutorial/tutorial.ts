// The README's calls, and what follows from them, by the client that is generated for TypeScript: node tutorial.js ADDRESS KEY
import {
  CampaignsApi, ChangesApi, Configuration, FacilitiesApi, FacilityKind, FollowedFeature, GapsApi, Level, MatchingApi,
  ResponseError, RolesApi, StartApi, WorkMode,
} from './client';
import type {GapRequest, Match} from './client';

declare const process: {argv: string[]; exitCode: number};

const say = (what: string, value: unknown): void =>
  console.log(what + ': ' + (Array.isArray(value) ? '[' + value.join(', ') + ']' : value));

async function tutorial(address: string, key: string): Promise<void> {
  const service = new Configuration({basePath: address, accessToken: key});

  say('links', (await new StartApi(service).getStart()).links.length > 50);

  const role = (await new RolesApi(service).listRoles({q: 'incident response'})).items[0]!.id;
  say('role', role);

  const changes = new ChangesApi(service);
  const since = (await changes.listChanges({since: 'latest'})).next;

  const gaps = new GapsApi(service);
  const hospitals = await new FacilitiesApi(service).listFacilities({kind: [FacilityKind.DistrictHospital], limit: 1});
  const wanted: GapRequest = {
    externalId: 'tutorial-typescript',
    facility: hospitals.items[0]!.id,
    role,
    level: Level.Intermediate,
    headcount: 2,
    requiredCertifications: [['GIAC-GCIH', 'ECC-ECIH', 'COMPTIA-CYSA']],
    requiredLanguages: ['kn'],
    workMode: WorkMode.OnSite,
    startsOn: new Date('2027-04-01'),
    graceDays: 30,
    priority: 5,
  };
  const made = await gaps.createGapRaw({gapRequest: wanted, idempotencyKey: 'tutorial-typescript-1'});
  const gap = await made.value();
  const etag = made.raw.headers.get('etag')!;
  say('gap', `${gap.headcount} seats, version ${gap.version}`);
  const again = await gaps.createGap({gapRequest: wanted, idempotencyKey: 'tutorial-typescript-1'});
  say('sent again', again.id === gap.id);

  const matching = new MatchingApi(service);
  let best: Match | undefined, near: Match | undefined, cursor: string | undefined;
  do {
    const page = await matching.listCandidates({id: gap.id, include: 'near-misses', limit: 50, cursor});
    best ??= page.items.find(match => match.eligible);
    near ??= page.items.find(match => !match.eligible);
    cursor = page.next;
  } while (cursor && !near);
  say('fits best', best!.score > 0 && best!.unmet.length === 0);
  const why = await matching.getCandidate({id: gap.id, trainee: near!.trainee});
  say('why not', why.rules.filter(rule => !rule.met)
    .map(rule => rule.rule + (rule.changes.length ? ', which can be mended' : '')));

  const changed = await gaps.changeGap({id: gap.id, ifMatch: etag, requestBody: {headcount: 3}});
  say('changed to', changed.headcount + ' seats');
  try {
    await gaps.changeGap({id: gap.id, ifMatch: etag, requestBody: {headcount: 4}});
    say('a lost update', true);
  } catch (refused) {
    if (!(refused instanceof ResponseError)) throw refused;
    say('a lost update', 'refused with ' + refused.response.status);
  }

  const followed = await changes.listChanges({since, feature: [FollowedFeature.Gap]});
  say('followed', followed.items.filter(change => change.id === gap.id).map(change => change.kind));
  const campaign = await new CampaignsApi(service).getCampaign({slug: 'never-share-otp', acceptLanguage: 'hi'});
  say('in Hindi', campaign.language);
  const now = await gaps.getGapRaw({id: gap.id});
  await gaps.deleteGap({id: gap.id, ifMatch: now.raw.headers.get('etag')!});
  say('deleted', true);
}

tutorial(process.argv[2]!, process.argv[3]!).catch(error => {
  console.error(error);
  process.exitCode = 1;
});
