"""The tables of what is on; the evaluation form and the rules of what goes out around a session that
a new site begins with; one service level agreement at a time, and reports that stay as they were
frozen."""

import datetime
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.utils.timezone
import modelcluster.fields
import uuid
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

from core.append_only import install, lift
from core.create_tables import CreateTables
from psg_catalogue.evaluation_defaults import add_form
from psg_catalogue.models.frozen_report import FROZEN_REPORTS
from psg_catalogue.one_agreement import lay_down, take_up
from psg_catalogue.reminder_defaults import add_rules


def put_up(apps, schema_editor):
    install(schema_editor.connection, FROZEN_REPORTS)


def take_down(apps, schema_editor):
    lift(schema_editor.connection, FROZEN_REPORTS)


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('psg_catalogue', '0001_initial'),
        ('psg_catalogue', '0002_evaluation_questions'),
        ('psg_catalogue', '0003_pages_and_rows'),
        ('psg_catalogue', '0004_drawn_on_subscription'),
        ('psg_catalogue', '0005_places_offered_and_passed_on'),
        ('psg_catalogue', '0006_the_day_at_the_door'),
        ('psg_catalogue', '0007_figures_of_years_gone'),
        ('psg_catalogue', '0008_places_at_a_price'),
        ('psg_catalogue', '0009_results_in_steps'),
        ('psg_catalogue', '0010_certificates'),
        ('psg_catalogue', '0011_charge_for_a_place_not_used'),
        ('psg_catalogue', '0012_files_of_sessions'),
        ('psg_catalogue', '0013_feedback_passed_over'),
        ('psg_catalogue', '0014_proposed_study_groups'),
        ('psg_catalogue', '0015_what_goes_out_around_a_session'),
        ('psg_catalogue', '0016_sold_places_are_credited'),
        ('psg_catalogue', '0017_planning_and_copies'),
        ('psg_catalogue', '0018_who_may_hold_and_send'),
        ('psg_catalogue', '0019_visits_planned_and_agreements'),
        ('psg_catalogue', '0020_evaluation_forms'),
        ('psg_catalogue', '0021_own_calendars'),
        ('psg_catalogue', '0022_costs_and_frozen_reports'),
        ('psg_catalogue', '0023_new_sessions_by_email'),
        ('psg_catalogue', '0024_any_comment_can_be_kept_back'),
        ('psg_catalogue', '0025_usual_concern_and_rights_nobody_asks_for'),
    ]

    dependencies = [
        ('directory', '0001_squashed_0008'),
        ('subscriptions', '0001_squashed_0010'),
        ('wagtailcore', '0098_apitoken'),
        ('wagtaildocs', '0014_alter_document_file_size'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='CataloguePage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('introduction', wagtail.fields.RichTextField(blank=True, help_text='Two or three sentences above the list: what study groups are, who may come.')),
                ],
                options={
                    'verbose_name': 'catalogue',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='SessionPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('introduction', models.TextField(blank=True, help_text='A paragraph or two: what people will do.', verbose_name='what happens')),
                    ('bring', models.CharField(blank=True, help_text='“A page of notes from one lesson”.', max_length=250, verbose_name='what to bring')),
                    ('access_notes', models.CharField(blank=True, help_text='Step-free access, parking, tea.', max_length=250, verbose_name='getting in')),
                    ('body', wagtail.fields.StreamField([('text', 0), ('quotation', 3), ('picture', 6), ('resource', 9)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'description': 'Headings, paragraphs, lists and links', 'features': ['h2', 'h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'icon': 'pilcrow', 'preview_value': '<p>We begin with what happened when you tried the first prompts.</p>', 'template': 'blocks/text.html'}), 1: ('wagtail.blocks.TextBlock', (), {'help_text': 'Without quotation marks: the page adds them.'}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'Who said it, and where they work.', 'required': False}), 3: ('wagtail.blocks.StructBlock', [[('words', 1), ('speaker', 2)]], {}), 4: ('wagtail.images.blocks.ImageChooserBlock', (), {}), 5: ('wagtail.blocks.CharBlock', (), {'required': False}), 6: ('wagtail.blocks.StructBlock', [[('image', 4), ('caption', 5)]], {}), 7: ('wagtail.documents.blocks.DocumentChooserBlock', (), {}), 8: ('wagtail.blocks.CharBlock', (), {'help_text': 'What it is for, in a few words.', 'required': False}), 9: ('wagtail.blocks.StructBlock', [[('document', 7), ('note', 8)]], {})}, help_text='Resources, reading and anything else worth keeping.')),
                ],
                options={
                    'verbose_name': 'session page',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='StudyGroupPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('code', models.CharField(blank=True, help_text="The office's own reference.", max_length=20)),
                    ('summary', models.TextField(help_text='One or two sentences for the catalogue.', max_length=300)),
                    ('aims', wagtail.fields.RichTextField(blank=True, help_text='What it is for, and what people will have by the end.', verbose_name='aims and what you will gain')),
                    ('audience', models.CharField(blank=True, help_text='“Teachers and teaching assistants”, “Subject leaders in their first two years”.', max_length=200, verbose_name='who it is for')),
                    ('body', wagtail.fields.StreamField([('text', 0), ('quotation', 3), ('picture', 6), ('resource', 9)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'description': 'Headings, paragraphs, lists and links', 'features': ['h2', 'h3', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'icon': 'pilcrow', 'preview_value': '<p>We begin with what happened when you tried the first prompts.</p>', 'template': 'blocks/text.html'}), 1: ('wagtail.blocks.TextBlock', (), {'help_text': 'Without quotation marks: the page adds them.'}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'Who said it, and where they work.', 'required': False}), 3: ('wagtail.blocks.StructBlock', [[('words', 1), ('speaker', 2)]], {}), 4: ('wagtail.images.blocks.ImageChooserBlock', (), {}), 5: ('wagtail.blocks.CharBlock', (), {'required': False}), 6: ('wagtail.blocks.StructBlock', [[('image', 4), ('caption', 5)]], {}), 7: ('wagtail.documents.blocks.DocumentChooserBlock', (), {}), 8: ('wagtail.blocks.CharBlock', (), {'help_text': 'What it is for, in a few words.', 'required': False}), 9: ('wagtail.blocks.StructBlock', [[('document', 7), ('note', 8)]], {})}, help_text='What happens between sessions, reading, quotations.')),
                    ('key_stages', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='study_groups', to='directory.keystage')),
                    ('subjects', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='study_groups', to='directory.subject')),
                ],
                options={
                    'verbose_name': 'study group',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='StudyGroupLeader',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                    ('practitioner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leaderships', to='directory.practitioner')),
                    ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='leaderships', to='psg_catalogue.studygrouppage')),
                ],
                options={
                    'ordering': ['sort_order'],
                    'abstract': False,
                    'constraints': [models.UniqueConstraint(fields=('page', 'practitioner'), name='a_person_leads_a_study_group_once')],
                },
            ),
            migrations.CreateModel(
                name='BookingRules',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('offer_hours', models.PositiveSmallIntegerField(default=48, help_text='At most, while the session is far off.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(720)], verbose_name='hours to answer an offer')),
                    ('offer_least_hours', models.PositiveSmallIntegerField(default=2, help_text='However near the session is.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(720)], verbose_name='at least')),
                    ('offer_share', models.PositiveSmallIntegerField(default=25, help_text='Of the time until the list stops: so an offer is shorter the nearer it is.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='share of the time left, %')),
                    ('list_stops_days', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MaxValueValidator(30)], verbose_name='days before the session')),
                    ('list_stops_at', models.TimeField(default=datetime.time(12, 0), verbose_name='at')),
                    ('request_hours', models.PositiveSmallIntegerField(default=72, help_text='Where a school agrees to its colleagues’ bookings first.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(720)], verbose_name='hours for a lead to agree')),
                    ('notice_working_days', models.PositiveSmallIntegerField(default=5, help_text='A place given back with less notice is a late cancellation. 0: none is late.', validators=[django.core.validators.MaxValueValidator(30)], verbose_name='working days of notice')),
                    ('notice_leaves_out_holidays', models.BooleanField(default=True, help_text='As the host authority’s terms say. Bank holidays never are.', verbose_name='school holidays are no working days')),
                    ('late_charge', models.PositiveIntegerField(default=0, help_text='0: recorded, and nothing is charged.', verbose_name='late cancellation, pence')),
                    ('no_show_charge', models.PositiveIntegerField(default=0, help_text='0: recorded, and nothing is charged.', verbose_name='not coming, pence')),
                ],
                options={
                    'verbose_name': 'booking rules',
                    'constraints': [models.CheckConstraint(condition=models.Q(('offer_least_hours__lte', models.F('offer_hours'))), name='the_shortest_offer_is_not_longer_than_the_longest', violation_error_message='The shortest time to answer is longer than the longest.')],
                },
            ),
            migrations.CreateModel(
                name='DistinctPeople',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.colleague')),
                    ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.colleague')),
                ],
                options={
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='two_people_are_told_apart_once'), models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='the_first_of_two_was_listed_first')],
                },
            ),
            migrations.CreateModel(
                name='SchoolBookingRule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('asks_lead', models.BooleanField(default=False, verbose_name='a lead agrees before a colleague’s own booking stands')),
                    ('school', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='booking_rule', to='directory.school')),
                ],
                options={
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='YearFigures',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('academic_year', models.PositiveSmallIntegerField(unique=True)),
                    ('figures', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                    ('terms', models.JSONField(default=dict)),
                    ('counted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'verbose_name': 'figures of a year',
                    'verbose_name_plural': 'figures of years',
                    'ordering': ['-academic_year'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='ProgrammeRules',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('certificates_after_answering', models.BooleanField(default=False, help_text='Otherwise at once. The site knows that somebody answered, never what. Somebody without email need not answer, nor anybody at a session with answers on paper.', verbose_name='a certificate is given after the evaluation is answered')),
                    ('few_weeks_ahead', models.PositiveSmallIntegerField(default=4, help_text='How long before a session it is decided whether it goes ahead.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(26)], verbose_name='weeks ahead')),
                    ('fewest_bookings', models.PositiveSmallIntegerField(default=6, help_text='A session with fewer stands on the planning board, and the office is told once a week. 0: none does.', validators=[django.core.validators.MaxValueValidator(200)], verbose_name='fewest bookings')),
                    ('new_sessions_at', models.TimeField(default=datetime.time(7, 0), help_text='London time.', verbose_name='at')),
                    ('new_sessions_day', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')], default=0, verbose_name='day of the week')),
                ],
                options={
                    'verbose_name': 'programme rules',
                    'constraints': [models.CheckConstraint(condition=models.Q(('new_sessions_day__lte', 6)), name='the_weekly_letter_has_a_day_of_the_week')],
                },
            ),
            migrations.CreateModel(
                name='SessionFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                    ('note', models.CharField(blank=True, help_text='What it is for: “Print it before you come”.', max_length=200)),
                    ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='session_files', to='wagtaildocs.document')),
                    ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='psg_catalogue.sessionpage')),
                ],
                options={
                    'ordering': ['sort_order'],
                    'abstract': False,
                    'constraints': [models.UniqueConstraint(fields=('page', 'document'), name='a_session_hands_out_a_file_once')],
                },
            ),
            migrations.CreateModel(
                name='GroupProposal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('academic_year', models.PositiveSmallIntegerField(help_text='The year it starts in: 2026.')),
                    ('title', models.CharField(max_length=200)),
                    ('summary', models.TextField(max_length=300)),
                    ('aims', models.TextField(max_length=2000)),
                    ('audience', models.CharField(max_length=200, verbose_name='who it is for')),
                    ('year_changes', models.TextField(max_length=1000, verbose_name='what the year should change')),
                    ('session_count', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)], verbose_name='how many sessions')),
                    ('terms', models.JSONField(blank=True, default=list, verbose_name='wished terms')),
                    ('venue_note', models.CharField(blank=True, max_length=200, verbose_name='room or other place')),
                    ('capacity', models.PositiveSmallIntegerField(default=20, verbose_name='places')),
                    ('state', models.CharField(choices=[('proposed', 'Proposed'), ('sent_back', 'Sent back with words'), ('approved', 'Approved'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], db_index=True, default='proposed', max_length=9)),
                    ('answer', models.TextField(blank=True, max_length=1000)),
                    ('proposed_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('settled_at', models.DateTimeField(blank=True, null=True)),
                    ('co_leaders', models.ManyToManyField(blank=True, related_name='+', to='directory.practitioner')),
                    ('key_stages', models.ManyToManyField(related_name='+', to='directory.keystage')),
                    ('page', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='proposal', to='psg_catalogue.studygrouppage')),
                    ('proposer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='group_proposals', to='directory.practitioner')),
                    ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('subjects', models.ManyToManyField(related_name='+', to='directory.subject')),
                    ('venue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.school')),
                ],
                options={
                    'ordering': ['-proposed_at', '-pk'],
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(models.F('proposer'), models.F('academic_year'), django.db.models.functions.text.Lower('title'), condition=models.Q(('state__in', ('proposed', 'sent_back'))), name='a_practitioner_proposes_a_study_group_once_a_year'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('sent_back', 'declined')), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='a_proposal_sent_back_or_declined_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', True), ('state__in', ('proposed', 'sent_back'))), models.Q(models.Q(('state__in', ('proposed', 'sent_back')), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='a_proposal_is_settled_when_it_is_not_open_any_more'), models.CheckConstraint(condition=models.Q(('capacity__gte', 1)), name='a_proposed_study_group_has_places')],
                },
            ),
            migrations.CreateModel(
                name='ProposedSession',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(blank=True, max_length=200)),
                    ('day', models.DateField(verbose_name='date')),
                    ('starts', models.TimeField()),
                    ('ends', models.TimeField()),
                    ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dates', to='psg_catalogue.groupproposal')),
                ],
                options={
                    'ordering': ['day', 'starts', 'pk'],
                    'default_permissions': (),
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='a_wished_session_ends_after_it_starts')],
                },
            ),
            migrations.CreateModel(
                name='ReminderRule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('what', models.CharField(choices=[('attenders', 'Reminder to those booked'), ('leaders', 'List of names and needs, to the leaders'), ('evaluation', 'Evaluation, asked for once more')], max_length=12)),
                    ('days', models.PositiveSmallIntegerField(help_text='0 is the day of the session.', validators=[django.core.validators.MaxValueValidator(60)])),
                    ('side', models.CharField(choices=[('before', 'before the session'), ('after', 'after the session')], max_length=6, verbose_name='before or after')),
                    ('working_days', models.BooleanField(default=True, help_text='Weekends and bank holidays are then not counted.', verbose_name='working days only')),
                    ('at', models.TimeField(default=datetime.time(8, 0), help_text='London time.')),
                    ('is_on', models.BooleanField(default=True, verbose_name='switched on')),
                    ('counts_from', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ],
                options={
                    'verbose_name': 'rule of what goes out',
                    'verbose_name_plural': 'rules of what goes out',
                    'ordering': ['side', '-days', 'at', 'pk'],
                    'permissions': [('send_reminderrule', 'Can hold or send what goes out around a session')],
                    'default_permissions': ('add', 'change', 'view'),
                    'constraints': [models.UniqueConstraint(fields=('what', 'days', 'side', 'working_days'), name='one_thing_goes_out_once_on_a_day', violation_error_message='There is a rule like this already. Change that one.'), models.CheckConstraint(condition=models.Q(models.Q(('side', 'after'), ('what', 'evaluation')), models.Q(models.Q(('what', 'evaluation'), _negated=True), ('side', 'before')), _connector='OR'), name='people_are_reminded_before_and_asked_after', violation_error_message='Reminders and lists go out before a session; asking for the evaluation once more comes after it.'), models.CheckConstraint(condition=models.Q(('days__lte', 60)), name='a_rule_reaches_sixty_days_at_the_most', violation_error_message='Give 60 days at the most.')],
                },
            ),
            migrations.CreateModel(
                name='GroupCopy',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('academic_year', models.PositiveSmallIntegerField(help_text='The year it starts in: 2026.')),
                    ('copy', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='copied_from', to='psg_catalogue.studygrouppage')),
                    ('original', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='copies', to='psg_catalogue.studygrouppage')),
                ],
                options={
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('original', 'academic_year'), name='a_study_group_is_copied_to_a_year_once')],
                },
            ),
            migrations.CreateModel(
                name='ServiceAgreement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('provider', models.CharField(help_text='The training school, or the schools, as the agreement has it.', max_length=200)),
                    ('starts_on', models.DateField(verbose_name='from')),
                    ('last_day', models.DateField(blank=True, help_text='The last day. Blank: until it is ended.', null=True, verbose_name='to')),
                    ('terms', models.TextField(blank=True, help_text='What is agreed, in the agreement’s own words.')),
                    ('quality_share', models.PositiveSmallIntegerField(blank=True, help_text='Of the sessions held in a year. Blank: no share is agreed.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='share of sessions to be quality assured, %')),
                ],
                options={
                    'verbose_name': 'service level agreement',
                    'ordering': ['-starts_on'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('last_day', None), ('last_day__gte', models.F('starts_on')), _connector='OR'), name='an_agreement_does_not_end_before_it_starts', violation_error_message='The last day is before the first.'), models.CheckConstraint(condition=models.Q(('quality_share', None), models.Q(('quality_share__gte', 1), ('quality_share__lte', 100)), _connector='OR'), name='a_share_to_be_quality_assured_is_between_1_and_100', violation_error_message='Give a share between 1 and 100 percent.')],
                },
            ),
            migrations.CreateModel(
                name='EvaluationForm',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('in_use', models.BooleanField(default=True)),
                    ('study_group', models.OneToOneField(blank=True, help_text='Empty: the form of every study group that has none of its own.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='evaluation_form', to='psg_catalogue.studygrouppage')),
                ],
                options={
                    'verbose_name': 'evaluation form',
                    'default_permissions': ('view', 'add', 'change'),
                    'constraints': [models.UniqueConstraint(django.db.models.functions.comparison.Coalesce('study_group', models.Value(0)), name='there_is_one_default_evaluation_form'), models.CheckConstraint(condition=models.Q(('study_group__isnull', False), ('in_use', True), _connector='OR'), name='the_default_evaluation_form_is_in_use')],
                },
            ),
            migrations.CreateModel(
                name='EvaluationVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('published_at', models.DateTimeField(blank=True, null=True)),
                    ('form', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='psg_catalogue.evaluationform')),
                ],
                options={
                    'ordering': ['form', '-number'],
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('form', 'number'), name='a_version_of_a_form_has_a_number_of_its_own'), models.UniqueConstraint(condition=models.Q(('published_at', None)), fields=('form',), name='a_form_has_one_draft_at_a_time')],
                },
            ),
            migrations.CreateModel(
                name='EvaluationQuestion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.CharField(max_length=200, verbose_name='question')),
                    ('hint', models.CharField(blank=True, max_length=200)),
                    ('kind', models.CharField(choices=[('scale', 'Scale'), ('choice', 'One choice'), ('several', 'Several choices'), ('text', 'Words')], max_length=8)),
                    ('low_label', models.CharField(blank=True, max_length=60, verbose_name='words for the lowest point')),
                    ('high_label', models.CharField(blank=True, max_length=60, verbose_name='words for the highest point')),
                    ('required', models.BooleanField(default=False, verbose_name='has to be answered')),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                    ('fixed', models.BooleanField(default=False, editable=False)),
                    ('points', models.PositiveSmallIntegerField(default=4, validators=[django.core.validators.MinValueValidator(3), django.core.validators.MaxValueValidator(7)], verbose_name='points of the scale')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='psg_catalogue.evaluationversion')),
                ],
                options={
                    'verbose_name': 'evaluation question',
                    'ordering': ['order', 'pk'],
                    'default_permissions': (),
                    'constraints': [models.CheckConstraint(condition=models.Q(('points__gte', 3), ('points__lte', 7)), name='a_scale_has_three_to_seven_points')],
                },
            ),
            migrations.CreateModel(
                name='StudyGroupSession',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('planned', 'Planned'), ('confirmed', 'Confirmed'), ('held', 'Held'), ('postponed', 'Postponed'), ('cancelled', 'Cancelled')], default='planned', max_length=10)),
                    ('starts_at', models.DateTimeField(verbose_name='starts')),
                    ('ends_at', models.DateTimeField(verbose_name='ends')),
                    ('venue_note', models.CharField(blank=True, help_text='A room, or a place that is not a school.', max_length=200)),
                    ('joining_link', models.URLField(blank=True, help_text='For an online session. Sent to those booked, never shown publicly.')),
                    ('capacity', models.PositiveSmallIntegerField()),
                    ('places_taken', models.PositiveSmallIntegerField(default=0, editable=False)),
                    ('booking_closes_at', models.DateTimeField(blank=True, null=True, verbose_name='book by')),
                    ('access', models.CharField(choices=[('subscribers', 'Schools with a subscription'), ('open', 'All schools'), ('paid', 'Schools with a subscription, and others at a price a place')], default='subscribers', max_length=12, verbose_name='open to')),
                    ('cancellation_reason', models.CharField(blank=True, max_length=300)),
                    ('source', models.CharField(choices=[('site', 'This site'), ('history', 'Earlier records')], default='site', max_length=8)),
                    ('register_closed_at', models.DateTimeField(blank=True, null=True)),
                    ('evaluations_asked', models.PositiveSmallIntegerField(default=0)),
                    ('calendar_uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('calendar_sequence', models.PositiveIntegerField(default=0, editable=False)),
                    ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='session', to='psg_catalogue.sessionpage')),
                    ('register_closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('study_group', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='sessions', to='psg_catalogue.studygrouppage')),
                    ('venue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hosted_sessions', to='directory.school')),
                    ('place_vat', models.CharField(choices=[('exempt', 'Exempt'), ('outside_scope', 'Outside the scope of VAT'), ('zero', 'Zero rated'), ('standard', 'Standard rated')], default='exempt', max_length=14, verbose_name='VAT treatment')),
                    ('price_pence', models.PositiveIntegerField(blank=True, null=True, verbose_name='price of a place')),
                    ('evaluation_reminded_on', models.DateField(blank=True, editable=False, null=True)),
                    ('evaluation_version', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='psg_catalogue.evaluationversion')),
                ],
                options={
                    'verbose_name': 'session',
                    'ordering': ['starts_at', 'pk'],
                    'permissions': [('take_register', 'Can take attendance registers'), ('reopen_register', 'Can reopen a closed register'), ('book_for_schools', 'Can book and cancel for any school')],
                    'indexes': [models.Index(fields=['state', 'starts_at'], name='session_by_state_and_date'), models.Index(fields=['study_group', 'starts_at'], name='session_by_group_and_date')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('places_taken__lte', models.F('capacity'))), name='a_session_is_never_oversold', violation_error_message='More places are booked than this.'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='a_session_ends_after_it_starts', violation_error_message='A session ends after it starts.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('cancellation_reason', ''), _negated=True), _connector='OR'), name='a_cancelled_session_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('access', 'paid'), _negated=True), models.Q(('price_pence__gt', 0), ('price_pence__isnull', False)), _connector='OR'), name='a_session_with_a_price_a_place_says_which')],
                },
            ),
            migrations.CreateModel(
                name='QAVisit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('visited_on', models.DateField(blank=True, null=True)),
                    ('overall', models.CharField(blank=True, max_length=300, verbose_name='overall view')),
                    ('notes', models.TextField(blank=True, verbose_name='anything else')),
                    ('qa_lead', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='qa_visits', to='psg_catalogue.studygroupsession')),
                    ('called_off_because', models.CharField(blank=True, max_length=200)),
                    ('development', models.TextField(blank=True, verbose_name='points for development')),
                    ('leader_reply', models.TextField(blank=True)),
                    ('planned_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('replied_at', models.DateTimeField(blank=True, null=True)),
                    ('replied_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('shared_at', models.DateTimeField(blank=True, null=True)),
                    ('state', models.CharField(choices=[('planned', 'Planned'), ('made', 'Made, not shared yet'), ('shared', 'Shared with the leader'), ('called_off', 'Called off')], default='planned', max_length=10)),
                    ('strengths', models.TextField(blank=True)),
                ],
                options={
                    'verbose_name': 'QA visit',
                    'ordering': ['-visited_on', '-pk'],
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'planned')), fields=('session',), name='a_session_has_one_planned_visit'), models.UniqueConstraint(condition=models.Q(('state', 'made')), fields=('session', 'qa_lead'), name='a_lead_writes_one_record_of_a_session_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['made', 'shared']), _negated=True), ('visited_on__isnull', False), _connector='OR'), name='a_visit_that_was_made_says_when'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'shared'), _negated=True), models.Q(('overall', ''), _negated=True), _connector='OR'), name='a_shared_visit_has_an_overall_view'), models.CheckConstraint(condition=models.Q(('leader_reply', ''), ('state', 'shared'), _connector='OR'), name='a_leader_replies_to_a_shared_visit_only')],
                },
            ),
            migrations.CreateModel(
                name='EvaluationResponse',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='responses', to='psg_catalogue.studygroupsession')),
                    ('shown', models.BooleanField(default=False)),
                ],
                options={
                    'ordering': ['id'],
                },
            ),
            migrations.CreateModel(
                name='ChangeNote',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('you_said', models.CharField(max_length=300)),
                    ('we_changed', models.CharField(max_length=300)),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='change_notes', to='psg_catalogue.studygroupsession')),
                ],
                options={
                    'ordering': ['order', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='PlaceOrder',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reference', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('pay_by', models.CharField(choices=[('invoice', 'Invoice'), ('card', 'Card')], max_length=8)),
                    ('each_pence', models.PositiveIntegerField(verbose_name='price of a place, without VAT')),
                    ('held_until', models.DateTimeField(blank=True, null=True)),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('charge', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='place_order', to='subscriptions.charge')),
                    ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='place_orders', to='directory.school')),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='place_orders', to='psg_catalogue.studygroupsession')),
                ],
                options={
                    'ordering': ['-made_at', '-pk'],
                    'default_permissions': ('view',),
                },
            ),
            migrations.CreateModel(
                name='Booking',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('requested', 'Waiting for a lead to agree'), ('confirmed', 'Booked'), ('unpaid', 'Held until it is paid'), ('waiting_list', 'Waiting list'), ('offered', 'Offered a place'), ('cancelled_by_school', 'Cancelled by the school'), ('cancelled_by_organiser', 'Cancelled by the organiser'), ('substituted', 'Passed to a colleague'), ('declined', 'Declined'), ('lapsed', 'Ran out unanswered')], default='confirmed', max_length=24)),
                    ('by_office', models.BooleanField(default=False, help_text='The office acted for the school.')),
                    ('booked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('waiting_since', models.DateTimeField(blank=True, null=True)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('calendar_sequence', models.PositiveIntegerField(default=0, editable=False)),
                    ('booked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('colleague', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='directory.colleague')),
                    ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='directory.school')),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='psg_catalogue.studygroupsession')),
                    ('subscription', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='subscriptions.subscription')),
                    ('line_order', models.PositiveIntegerField(default=0, editable=False)),
                    ('link_nonce', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                    ('needs_agreement', models.BooleanField(default=False)),
                    ('offer_expires_at', models.DateTimeField(blank=True, null=True)),
                    ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='psg_catalogue.booking')),
                    ('request_expires_at', models.DateTimeField(blank=True, null=True)),
                    ('unmarked_at', models.DateTimeField(blank=True, editable=False, null=True)),
                    ('order', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='psg_catalogue.placeorder')),
                    ('credit_note', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='places', to='subscriptions.creditnote')),
                ],
                options={
                    'ordering': ['booked_at', 'pk'],
                    'indexes': [models.Index(fields=['session', 'state'], name='booking_by_session_state')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'waiting_list'), _negated=True), ('waiting_since__isnull', False), _connector='OR'), name='a_waiting_booking_says_since_when'), models.CheckConstraint(condition=models.Q(models.Q(('offer_expires_at__isnull', False), ('state', 'offered')), models.Q(models.Q(('state', 'offered'), _negated=True), ('offer_expires_at', None)), _connector='OR'), name='an_offer_and_nothing_else_runs_out'), models.CheckConstraint(condition=models.Q(models.Q(('request_expires_at__isnull', False), ('state', 'requested')), models.Q(models.Q(('state', 'requested'), _negated=True), ('request_expires_at', None)), _connector='OR'), name='a_request_and_nothing_else_waits_to_be_agreed'), models.UniqueConstraint(condition=models.Q(('state__in', ['confirmed', 'offered', 'requested', 'unpaid', 'waiting_list'])), fields=('session', 'colleague'), name='a_colleague_is_booked_once_on_a_session'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'unpaid'), _negated=True), ('order__isnull', False), _connector='OR'), name='a_place_that_is_held_unpaid_has_an_order'), models.CheckConstraint(condition=models.Q(('order', None), ('subscription', None), _connector='OR'), name='a_place_is_bought_or_drawn_on_a_subscription'), models.CheckConstraint(condition=models.Q(('credit_note', None), models.Q(('ended_at__isnull', False), ('order__isnull', False)), _connector='OR'), name='a_place_is_credited_that_was_sold_and_is_over')],
                },
            ),
            migrations.CreateModel(
                name='RegisterEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=200)),
                    ('email', models.EmailField(blank=True, max_length=254)),
                    ('school_as_written', models.CharField(blank=True, help_text='When the school is not listed, for the office to settle.', max_length=200)),
                    ('school_name', models.CharField(blank=True, max_length=200, verbose_name='school at the time')),
                    ('authority_code', models.CharField(blank=True, max_length=3)),
                    ('attendance', models.CharField(choices=[('present', 'Present'), ('absent', 'Absent'), ('apologies', 'Apologies')], max_length=10)),
                    ('walk_in', models.BooleanField(default=False)),
                    ('person_key', models.CharField(editable=False, max_length=320)),
                    ('marked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('booking', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='register_entry', to='psg_catalogue.booking')),
                    ('colleague', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='register_entries', to='directory.colleague')),
                    ('marked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='register_entries', to='directory.school')),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='psg_catalogue.studygroupsession')),
                    ('self_signed', models.BooleanField(default=False, help_text='They signed themselves in by the sign at the door.')),
                ],
                options={
                    'verbose_name': 'register entry',
                    'verbose_name_plural': 'register entries',
                    'ordering': ['name', 'pk'],
                    'indexes': [models.Index(fields=['session', 'attendance'], name='entry_by_session_attendance')],
                    'constraints': [models.UniqueConstraint(fields=('session', 'person_key'), name='a_person_stands_once_on_a_register'), models.CheckConstraint(condition=models.Q(('person_key', ''), _negated=True), name='a_register_entry_knows_its_person')],
                },
            ),
            migrations.CreateModel(
                name='EvaluationInvitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('nonce', models.UUIDField(default=uuid.uuid4, editable=False, help_text='What the signed link holds.', unique=True)),
                    ('door_code_hash', models.CharField(blank=True, db_index=True, max_length=64)),
                    ('answered', models.BooleanField(default=False)),
                    ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='invitation', to='psg_catalogue.registerentry')),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='psg_catalogue.studygroupsession')),
                ],
                options={
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='AccessNeed',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('words', models.CharField(max_length=500)),
                    ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('booking', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='access_need', to='psg_catalogue.booking')),
                ],
                options={
                    'default_permissions': ('view',),
                    'constraints': [models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='an_access_need_says_something')],
                },
            ),
            migrations.CreateModel(
                name='UnusedPlace',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('late', 'Late cancellation'), ('no_show', 'Did not come')], max_length=8)),
                    ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='recorded')),
                    ('charge_pence', models.PositiveIntegerField(default=0)),
                    ('excused_at', models.DateTimeField(blank=True, null=True, verbose_name='excused')),
                    ('excused_because', models.CharField(blank=True, max_length=300)),
                    ('invoice_reference', models.CharField(blank=True, help_text='The number of an invoice that was not made here.', max_length=40, verbose_name='invoiced elsewhere as')),
                    ('booking', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='unused_place', to='psg_catalogue.booking')),
                    ('excused_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('charge', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='unused_place', to='subscriptions.charge')),
                ],
                options={
                    'verbose_name': 'place not used',
                    'verbose_name_plural': 'places not used',
                    'ordering': ['-recorded_at', '-pk'],
                    'permissions': [('excuse_unusedplace', 'Can excuse a place not used')],
                    'default_permissions': ('view',),
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('excused_at', None), ('excused_because', '')), models.Q(('excused_at__isnull', False), models.Q(('excused_because', ''), _negated=True)), _connector='OR'), name='an_excuse_says_when_and_why')],
                },
            ),
            migrations.CreateModel(
                name='Certificate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(editable=False, max_length=10, unique=True)),
                    ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='certificate', to='psg_catalogue.registerentry')),
                ],
                options={
                    'ordering': ['pk'],
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='FeedbackPassedOver',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('because', models.CharField(max_length=300, verbose_name='why nothing changes')),
                    ('passed_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('passed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('session', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='passed_over', to='psg_catalogue.studygroupsession')),
                ],
                options={
                    'verbose_name': 'feedback passed over',
                    'verbose_name_plural': 'feedback passed over',
                    'default_permissions': (),
                    'constraints': [models.CheckConstraint(condition=models.Q(('because', ''), _negated=True), name='feedback_is_passed_over_for_a_reason')],
                },
            ),
            migrations.CreateModel(
                name='ReminderHold',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('because', models.CharField(max_length=200)),
                    ('held_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('held_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminder_holds', to='psg_catalogue.studygroupsession')),
                    ('rule', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holds', to='psg_catalogue.reminderrule')),
                ],
                options={
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('session', 'rule'), name='a_rule_is_held_once_for_a_session'), models.CheckConstraint(condition=models.Q(('because', ''), _negated=True), name='what_is_held_says_why')],
                },
            ),
            migrations.CreateModel(
                name='EvaluationDay',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField()),
                    ('answers', models.PositiveSmallIntegerField(default=0)),
                    ('on_paper', models.PositiveSmallIntegerField(default=0, verbose_name='of them on paper')),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evaluation_days', to='psg_catalogue.studygroupsession')),
                ],
                options={
                    'ordering': ['session', 'day'],
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('session', 'day'), name='answers_of_a_day_are_counted_in_one_place'), models.CheckConstraint(condition=models.Q(('on_paper__lte', models.F('answers'))), name='answers_on_paper_are_among_those_of_the_day')],
                },
            ),
            migrations.CreateModel(
                name='EvaluationOption',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.CharField(max_length=120)),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                    ('fixed', models.BooleanField(default=False, editable=False)),
                    ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='options', to='psg_catalogue.evaluationquestion')),
                ],
                options={
                    'ordering': ['order', 'pk'],
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('question', 'text'), name='a_question_offers_an_answer_once')],
                },
            ),
            migrations.CreateModel(
                name='EvaluationAnswer',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('scale', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('text', models.TextField(blank=True)),
                    ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='psg_catalogue.evaluationquestion')),
                    ('response', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='psg_catalogue.evaluationresponse')),
                    ('review', models.CharField(blank=True, choices=[('', 'Names nobody we know of'), ('waiting', 'May name somebody'), ('reported', 'Reported by a reader'), ('shown', 'Shown as it was written'), ('shortened', 'Shown without the names'), ('withheld', 'Withheld')], default='', max_length=9)),
                    ('several', models.BooleanField(default=False)),
                    ('option', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='psg_catalogue.evaluationoption')),
                    ('concern', models.CharField(blank=True, choices=[('names', 'It names somebody, or says who is meant'), ('pupil', 'It is about a pupil'), ('author', 'It shows who wrote it'), ('hurtful', 'It insults or threatens somebody')], db_default='', default='', max_length=7, verbose_name='reported because')),
                ],
                options={
                    'ordering': ['question__order', 'id'],
                    'default_permissions': (),
                    'permissions': [('review_evaluationanswer', 'Can decide on comments that may name somebody')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('several', False)), fields=('response', 'question'), name='a_response_answers_a_question_once'), models.UniqueConstraint(condition=models.Q(('several', True)), fields=('response', 'question', 'option'), name='a_response_ticks_an_option_once'), models.CheckConstraint(condition=models.Q(('scale', None), models.Q(('scale__gte', 1), ('scale__lte', 7)), _connector='OR'), name='a_scale_runs_from_one_upwards'), models.CheckConstraint(condition=models.Q(('scale__isnull', False), models.Q(('text', ''), _negated=True), ('option__isnull', False), _connector='OR'), name='an_answer_says_something'), models.CheckConstraint(condition=models.Q(('option', None), models.Q(('scale', None), ('text', '')), _connector='OR'), name='an_option_is_the_whole_of_an_answer'), models.CheckConstraint(condition=models.Q(('several', False), ('option__isnull', False), _connector='OR'), name='of_several_options_each_is_named'), models.CheckConstraint(condition=models.Q(('review', ''), models.Q(('text', ''), _negated=True), _connector='OR'), name='only_words_are_looked_at'), models.CheckConstraint(condition=models.Q(models.Q(('concern__in', ['names', 'pupil', 'author', 'hurtful']), ('review', 'reported')), models.Q(models.Q(('review', 'reported'), _negated=True), ('concern', '')), _connector='OR'), name='a_comment_is_reported_for_a_reason')],
                },
            ),
            migrations.CreateModel(
                name='CalendarFeed',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('nonce', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feed', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'default_permissions': (),
                },
            ),
            migrations.CreateModel(
                name='AdministrativeCost',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('spent_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='day')),
                    ('what_for', models.CharField(help_text='Like “Rooms and refreshments”. Name no person.', max_length=200)),
                    ('amount_pence', models.PositiveIntegerField(verbose_name='amount')),
                ],
                options={
                    'verbose_name': 'administrative cost',
                    'ordering': ['-spent_on', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('amount_pence__gt', 0)), name='an_administrative_cost_is_of_some_amount', violation_error_message='Give an amount above nothing.'), models.CheckConstraint(condition=models.Q(('what_for', ''), _negated=True), name='an_administrative_cost_says_what_for')],
                },
            ),
            migrations.CreateModel(
                name='FrozenReport',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.CharField(max_length=40, verbose_name='report')),
                    ('title', models.CharField(max_length=200)),
                    ('year_start', models.PositiveSmallIntegerField()),
                    ('is_financial', models.BooleanField(default=False, verbose_name='of a financial year')),
                    ('as_at', models.DateField(blank=True, null=True)),
                    ('content', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                    ('note', models.CharField(help_text='Whom it was given to, or what for. Name no person.', max_length=200)),
                    ('frozen_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('frozen_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-frozen_at', '-pk'],
                    'default_permissions': (),
                    'constraints': [models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='a_frozen_report_says_what_for')],
                },
            ),
            migrations.CreateModel(
                name='NewSessionsSignUp',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(max_length=254)),
                    ('nonce', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                    ('told_until', models.DateTimeField(blank=True, null=True)),
                    ('key_stages', models.ManyToManyField(blank=True, related_name='+', to='directory.keystage')),
                    ('subjects', models.ManyToManyField(blank=True, related_name='+', to='directory.subject')),
                ],
                options={
                    'verbose_name': 'sign-up for new sessions',
                    'verbose_name_plural': 'sign-ups for new sessions',
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='an_address_signs_up_once'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('told_until', None)), models.Q(('confirmed_at__isnull', False), ('told_until__isnull', False)), _connector='OR'), name='a_confirmed_sign_up_knows_what_was_told')],
                },
            ),
        ]),
        migrations.RunPython(add_form, migrations.RunPython.noop),
        migrations.RunPython(add_rules, migrations.RunPython.noop),
        # Last: on SQLite a change of the table drops its triggers.
        migrations.RunPython(lay_down, take_up),
        migrations.RunPython(put_up, take_down),
    ]
