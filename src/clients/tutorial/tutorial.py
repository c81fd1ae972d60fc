"""The README's calls, and what follows from them, by the client that is generated for Python: tutorial.py ADDRESS KEY"""
import datetime
import sys

from prahari_client import (ApiClient, ApiException, CampaignsApi, ChangesApi, Configuration, FacilitiesApi, FacilityKind,
                            FollowedFeature, GapRequest, GapsApi, Level, MatchingApi, RolesApi, StartApi, WorkMode)


def say(what, value):
    if isinstance(value, bool):
        value = str(value).lower()
    if isinstance(value, list):
        value = '[' + ', '.join(value) + ']'
    print(f'{what}: {value}')


service = ApiClient(Configuration(host=sys.argv[1], access_token=sys.argv[2]))

say('links', len(StartApi(service).get_start().links) > 50)

role = RolesApi(service).list_roles(q='incident response').items[0].id
say('role', role)

changes = ChangesApi(service)
since = changes.list_changes(since='latest').next

gaps = GapsApi(service)
wanted = GapRequest(
    external_id='tutorial-python',
    facility=FacilitiesApi(service).list_facilities(kind=[FacilityKind.DISTRICT_MINUS_HOSPITAL], limit=1).items[0].id,
    role=role,
    level=Level.INTERMEDIATE,
    headcount=2,
    required_certifications=[['GIAC-GCIH', 'ECC-ECIH', 'COMPTIA-CYSA']],
    required_languages=['kn'],
    work_mode=WorkMode.ON_MINUS_SITE,
    starts_on=datetime.date(2027, 4, 1),
    grace_days=30,
    priority=5)
made = gaps.create_gap_with_http_info(wanted, idempotency_key='tutorial-python-1')
gap = made.data
etag = made.headers['ETag']
say('gap', f'{gap.headcount} seats, version {gap.version}')
say('sent again', gaps.create_gap(wanted, idempotency_key='tutorial-python-1').id == gap.id)

matching = MatchingApi(service)
best = near = cursor = None
while near is None:
    page = matching.list_candidates(str(gap.id), include='near-misses', limit=50, cursor=cursor)
    best = best or next((match for match in page.items if match.eligible), None)
    near = next((match for match in page.items if not match.eligible), None)
    cursor = page.next
    if cursor is None:
        break
say('fits best', best.score > 0 and not best.unmet)
say('why not', [rule.rule + (', which can be mended' if rule.changes else '')
                for rule in matching.get_candidate(str(gap.id), str(near.trainee)).rules if not rule.met])

say('changed to', f'{gaps.change_gap(str(gap.id), etag, {"headcount": 3}).headcount} seats')
try:
    gaps.change_gap(str(gap.id), etag, {'headcount': 4})
    say('a lost update', True)
except ApiException as refused:
    say('a lost update', f'refused with {refused.status}')

followed = changes.list_changes(since=since, feature=[FollowedFeature.GAP]).items
say('followed', [change.kind for change in followed if change.id == str(gap.id)])
say('in Hindi', CampaignsApi(service).get_campaign('never-share-otp', accept_language='hi').language)
gaps.delete_gap(str(gap.id), gaps.get_gap_with_http_info(str(gap.id)).headers['ETag'])
say('deleted', True)
