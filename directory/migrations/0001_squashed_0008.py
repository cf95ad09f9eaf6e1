"""The tables of the directory, and the words that every directory begins with: key stages and kinds
of practitioner. The office may change them."""

import directory.models.invitation
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import modelcluster.fields
import modelsearch.index
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

from core.create_tables import CreateTables


KEY_STAGES = (
    ("Early years", "EYFS", "eyfs"),
    ("Key stage 1", "KS1", "ks1"),
    ("Key stage 2", "KS2", "ks2"),
    ("Key stage 3", "KS3", "ks3"),
    ("Key stage 4", "KS4", "ks4"),
    ("Post-16", "Post-16", "post-16"),
)
KINDS = (
    {
        "slug": "ast",
        "name": "Advanced Skills Teacher",
        "plural": "Advanced Skills Teachers",
        "short_name": "AST",
        "deployed_by": "authority",
        "needs_accreditation": True,
        "expected_study_groups": 3,
    },
    {
        "slug": "sle",
        "name": "Specialist Leader of Education",
        "plural": "Specialist Leaders of Education",
        "short_name": "SLE",
        "deployed_by": "teaching_school",
        "needs_accreditation": True,
    },
    {
        "slug": "outstanding-practitioner",
        "name": "Outstanding practitioner",
        "plural": "Outstanding practitioners",
        "deployed_by": "base_school",
    },
)


def add_words(apps, schema_editor):
    key_stages = apps.get_model("directory", "KeyStage").objects
    kinds = apps.get_model("directory", "PractitionerKind").objects
    for order, (name, short_name, slug) in enumerate(KEY_STAGES):
        key_stages.create(slug=slug, name=name, short_name=short_name, order=order)
    for order, kind in enumerate(KINDS):
        kinds.create(order=order, **kind)


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('directory', '0001_initial'),
        ('directory', '0002_invitations_and_people'),
        ('directory', '0003_portraits'),
        ('directory', '0004_first_words'),
        ('directory', '0005_first_introduction'),
        ('directory', '0006_number_on_roll'),
        ('directory', '0007_groups_of_schools'),
        ('directory', '0008_pasts_of_schools'),
    ]

    dependencies = [
        ('core', '0002_squashed_0010'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='DirectoryPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('introduction', wagtail.fields.RichTextField(blank=True, default='<p>Excellent teachers who stay in the classroom and help other schools one day a week. Read what each can offer, then ask for support.</p>', help_text='Who these people are and how to ask for them, in two or three sentences.')),
                ],
                options={
                    'verbose_name': 'directory',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='KeyStage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60, unique=True)),
                    ('short_name', models.CharField(max_length=20)),
                    ('slug', models.SlugField(unique=True)),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    'ordering': ['order'],
                },
                bases=(modelsearch.index.Indexed, models.Model),
            ),
            migrations.CreateModel(
                name='LocalAuthority',
                fields=[
                    ('code', models.CharField(max_length=3, primary_key=True, serialize=False, validators=[django.core.validators.RegexValidator('\\A[0-9]{3}\\Z', 'Give the three digits, for example 823.')])),
                    ('name', models.CharField(max_length=120)),
                ],
                options={
                    'verbose_name_plural': 'local authorities',
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='Offer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, unique=True)),
                    ('slug', models.SlugField(unique=True)),
                ],
                options={
                    'verbose_name': 'kind of help',
                    'verbose_name_plural': 'kinds of help',
                    'ordering': ['name'],
                },
                bases=(modelsearch.index.Indexed, models.Model),
            ),
            migrations.CreateModel(
                name='PractitionerKind',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, unique=True)),
                    ('plural', models.CharField(max_length=80)),
                    ('short_name', models.CharField(blank=True, max_length=20)),
                    ('slug', models.SlugField(unique=True)),
                    ('deployed_by', models.CharField(choices=[('authority', 'The local authority'), ('teaching_school', 'A teaching school'), ('base_school', 'The base school')], default='authority', max_length=16)),
                    ('needs_accreditation', models.BooleanField(default=False, help_text='Only an accredited person is published as this kind.')),
                    ('expected_study_groups', models.PositiveSmallIntegerField(default=0, help_text='Study groups expected of each a year; an AST offers three (CB ¶4).')),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    'ordering': ['order', 'name'],
                },
            ),
            migrations.CreateModel(
                name='Subject',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, unique=True)),
                    ('slug', models.SlugField(unique=True)),
                ],
                options={
                    'ordering': ['name'],
                },
                bases=(modelsearch.index.Indexed, models.Model),
            ),
            migrations.CreateModel(
                name='School',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('urn', models.CharField(max_length=6, unique=True, validators=[django.core.validators.RegexValidator('\\A[0-9]{6}\\Z', 'A URN is six digits, for example 900001.')], verbose_name='URN')),
                    ('establishment_number', models.CharField(blank=True, max_length=4)),
                    ('name', models.CharField(max_length=200)),
                    ('type_code', models.CharField(blank=True, max_length=2)),
                    ('type_name', models.CharField(blank=True, max_length=100, verbose_name='type')),
                    ('type_group_code', models.CharField(blank=True, max_length=2)),
                    ('type_group_name', models.CharField(blank=True, max_length=100)),
                    ('phase_code', models.CharField(blank=True, max_length=2)),
                    ('phase_name', models.CharField(blank=True, max_length=100, verbose_name='phase')),
                    ('status_code', models.CharField(default='1', max_length=2)),
                    ('status_name', models.CharField(default='Open', max_length=60, verbose_name='status')),
                    ('open_date', models.DateField(blank=True, null=True)),
                    ('close_date', models.DateField(blank=True, null=True)),
                    ('statutory_low_age', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('statutory_high_age', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('ukprn', models.CharField(blank=True, max_length=8, verbose_name='UKPRN')),
                    ('street', models.CharField(blank=True, max_length=200)),
                    ('locality', models.CharField(blank=True, max_length=200)),
                    ('address3', models.CharField(blank=True, max_length=200)),
                    ('town', models.CharField(blank=True, max_length=100)),
                    ('county', models.CharField(blank=True, max_length=100)),
                    ('postcode', models.CharField(blank=True, max_length=10)),
                    ('website', models.URLField(blank=True, max_length=300)),
                    ('easting', models.IntegerField(blank=True, help_text='Metres, OSGB36.', null=True)),
                    ('northing', models.IntegerField(blank=True, help_text='Metres, OSGB36.', null=True)),
                    ('trust_code', models.CharField(blank=True, max_length=10)),
                    ('trust_name', models.CharField(blank=True, max_length=200, verbose_name='trust')),
                    ('federation_code', models.CharField(blank=True, max_length=10)),
                    ('federation_name', models.CharField(blank=True, max_length=200, verbose_name='federation')),
                    ('last_changed_date', models.DateField(blank=True, null=True)),
                    ('tier', models.CharField(choices=[('nursery', 'Nursery'), ('lower', 'Lower'), ('primary', 'Primary'), ('middle', 'Middle'), ('secondary', 'Secondary'), ('upper', 'Upper'), ('all_through', 'All-through'), ('post_16', '16 plus'), ('special', 'Special'), ('alternative_provision', 'Alternative provision'), ('other', 'Other')], db_index=True, default='other', max_length=24)),
                    ('area', models.CharField(blank=True, max_length=100)),
                    ('source', models.CharField(choices=[('gias', 'Register of schools'), ('manual', 'Added by the office')], default='manual', max_length=6)),
                    ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='schools', to='directory.localauthority')),
                    ('predecessor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='successors', to='directory.school')),
                    ('number_on_roll', models.PositiveIntegerField(blank=True, null=True)),
                ],
                options={
                    'ordering': ['name', 'urn'],
                    'indexes': [models.Index(fields=['easting', 'northing'], name='school_place')],
                },
                bases=(modelsearch.index.Indexed, models.Model),
            ),
            migrations.CreateModel(
                name='RoleAssignment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('school_member', 'Colleague'), ('school_lead', 'Lead'), ('school_finance', 'Finance'), ('practitioner', 'Practitioner'), ('editor', 'Training-school editor'), ('psg_organiser', 'Training-school office'), ('finance', 'Finance office'), ('qa_lead', 'QA lead'), ('ast_coordinator', 'AST coordinator'), ('adviser', 'Adviser'), ('pd_head', 'Head of professional development'), ('director', 'Director'), ('admin', 'Administrator')], max_length=20)),
                    ('starts_on', models.DateField(default=django.utils.timezone.localdate)),
                    ('ends_on', models.DateField(blank=True, help_text='The first day without the role.', null=True)),
                    ('granted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to=settings.AUTH_USER_MODEL)),
                    ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='directory.school')),
                ],
                options={
                    'ordering': ['role', 'starts_on'],
                    'default_permissions': (),
                    'permissions': [('manage_people', 'Can manage people and their roles')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('role__in', ['school_member', 'school_lead', 'school_finance']), ('school__isnull', False)), models.Q(models.Q(('role__in', ['school_member', 'school_lead', 'school_finance']), _negated=True), ('school__isnull', True)), _connector='OR'), name='school_roles_name_a_school_and_no_other_does'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='a_role_does_not_end_before_it_starts'), models.UniqueConstraint(condition=models.Q(('ends_on', None), ('school__isnull', False)), fields=('user', 'role', 'school'), name='a_person_has_a_school_role_once'), models.UniqueConstraint(condition=models.Q(('ends_on', None), ('school__isnull', True)), fields=('user', 'role'), name='a_person_has_a_programme_role_once')],
                },
            ),
            migrations.CreateModel(
                name='Practitioner',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=200)),
                    ('email', models.EmailField(blank=True, help_text='For the office; never on a public page.', max_length=254, verbose_name='work email')),
                    ('accredited_on', models.DateField(blank=True, help_text='Some kinds are published only once accredited.', null=True)),
                    ('outreach', models.CharField(choices=[('available', 'Available to other schools'), ('ask_school', 'Ask the base school'), ('own_school', 'Works in their own school only')], default='available', max_length=12)),
                    ('left_on', models.DateField(blank=True, help_text='The first day no longer in post. The portrait is then withdrawn.', null=True, verbose_name='left on')),
                    ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='practitioner', to=settings.AUTH_USER_MODEL)),
                    ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.practitionerkind')),
                    ('base_school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='practitioners', to='directory.school')),
                ],
                options={
                    'ordering': ['name'],
                },
                bases=(modelsearch.index.Indexed, models.Model),
            ),
            migrations.CreateModel(
                name='Colleague',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=200)),
                    ('job_title', models.CharField(blank=True, max_length=120, verbose_name='job')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='work email')),
                    ('left_on', models.DateField(blank=True, null=True)),
                    ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='colleague_at', to=settings.AUTH_USER_MODEL)),
                    ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='colleagues', to='directory.school')),
                ],
                options={
                    'ordering': ['name', 'pk'],
                    'constraints': [models.UniqueConstraint(models.F('school'), django.db.models.functions.text.Lower('email'), condition=models.Q(('left_on', None), models.Q(('email', ''), _negated=True)), name='a_school_lists_an_email_address_once', violation_error_message='Someone with this email address is already on your list.'), models.UniqueConstraint(models.F('school'), django.db.models.functions.text.Lower('name'), condition=models.Q(('email', ''), ('left_on', None)), name='a_school_lists_a_name_without_email_once', violation_error_message='Someone of this name without an email address is already on your list. Add an email address to tell them apart.'), models.UniqueConstraint(condition=models.Q(('left_on', None), ('user__isnull', False)), fields=('school', 'user'), name='an_account_stands_once_on_a_staff_list')],
                },
            ),
            migrations.CreateModel(
                name='SchoolClaim',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('school_member', 'Colleague'), ('school_lead', 'Lead'), ('school_finance', 'Finance')], default='school_member', max_length=20)),
                    ('job_title', models.CharField(blank=True, max_length=120, verbose_name='job')),
                    ('state', models.CharField(choices=[('pending', 'Waiting'), ('agreed', 'Agreed'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], db_index=True, default='pending', max_length=10)),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('decided_at', models.DateTimeField(blank=True, null=True)),
                    ('reason', models.CharField(blank=True, max_length=300)),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='directory.school')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['made_at'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'pending')), fields=('user', 'school'), name='a_person_claims_a_school_once_at_a_time'), models.CheckConstraint(condition=models.Q(('state__in', ['pending', 'withdrawn']), ('decided_at__isnull', False), _connector='OR'), name='a_decided_claim_says_when')],
                },
            ),
            migrations.CreateModel(
                name='PenPortraitPage',
                fields=[
                    ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                    ('own_words', models.TextField(blank=True, help_text='One or two sentences, as you would say them.', verbose_name='in your own words')),
                    ('expertise', wagtail.fields.RichTextField(blank=True, help_text='What you know best.', verbose_name='areas of expertise')),
                    ('other_expertise', models.CharField(blank=True, help_text='Used where it is asked for, such as “mixed-age classes”.', max_length=250, verbose_name='other areas of expertise')),
                    ('what_i_can_offer', wagtail.fields.RichTextField(blank=True, help_text='What you would do in another school, line by line.')),
                    ('experience', wagtail.fields.RichTextField(blank=True, help_text='Work of yours that others can see or use. Schools may be named, pupils never.', verbose_name='experience and projects')),
                    ('availability', models.CharField(blank=True, help_text='A whole day or two half days: “Wednesday, whole day”.', max_length=120)),
                    ('travel_area', models.CharField(blank=True, help_text='How far you travel: “Anywhere in the county”.', max_length=120)),
                    ('reviewed_on', models.DateField(blank=True, help_text='When you last read this through and found it right.', null=True)),
                    ('key_stages', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='portraits', to='directory.keystage')),
                    ('offers', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='portraits', to='directory.offer', verbose_name='kinds of help')),
                    ('photo', models.ForeignKey(blank=True, help_text='Of you alone, with a description of the picture. Without one, a portrait is drawn from your name.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.image')),
                    ('practitioner', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='portrait', to='directory.practitioner')),
                    ('subjects', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='portraits', to='directory.subject')),
                ],
                options={
                    'verbose_name': 'pen portrait',
                },
                bases=('wagtailcore.page',),
            ),
            migrations.CreateModel(
                name='Term',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('academic_year', models.PositiveSmallIntegerField(help_text='The year it starts in: 2026.')),
                    ('season', models.CharField(choices=[('autumn', 'Autumn'), ('spring', 'Spring'), ('summer', 'Summer')], max_length=6)),
                    ('starts_on', models.DateField(verbose_name='first day')),
                    ('ends_on', models.DateField(verbose_name='last day')),
                    ('half_term_starts_on', models.DateField(blank=True, null=True, verbose_name='half term from')),
                    ('half_term_ends_on', models.DateField(blank=True, null=True, verbose_name='half term to')),
                    ('authority', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='terms', to='directory.localauthority')),
                ],
                options={
                    'ordering': ['starts_on'],
                    'constraints': [models.UniqueConstraint(fields=('authority', 'academic_year', 'season'), name='an_authority_has_each_term_once_a_year'), models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='a_term_ends_after_it_starts', violation_error_message='A term ends after it starts.')],
                },
            ),
            migrations.CreateModel(
                name='Invitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(max_length=254)),
                    ('role', models.CharField(choices=[('school_member', 'Colleague'), ('school_lead', 'Lead'), ('school_finance', 'Finance'), ('practitioner', 'Practitioner'), ('editor', 'Training-school editor'), ('psg_organiser', 'Training-school office'), ('finance', 'Finance office'), ('qa_lead', 'QA lead'), ('ast_coordinator', 'AST coordinator'), ('adviser', 'Adviser'), ('pd_head', 'Head of professional development'), ('director', 'Director'), ('admin', 'Administrator')], max_length=20)),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('expires_at', models.DateTimeField(default=directory.models.invitation.default_expiry)),
                    ('accepted_at', models.DateTimeField(blank=True, null=True)),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                    ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invitations', to=settings.AUTH_USER_MODEL)),
                    ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.school')),
                ],
                options={
                    'ordering': ['-made_at'],
                    'default_permissions': (),
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('role__in', ['school_member', 'school_lead', 'school_finance']), ('school__isnull', False)), models.Q(models.Q(('role__in', ['school_member', 'school_lead', 'school_finance']), _negated=True), ('school__isnull', True)), _connector='OR'), name='an_invitation_to_a_school_role_names_the_school'), models.UniqueConstraint(django.db.models.functions.text.Lower('email'), models.F('role'), models.F('school'), condition=models.Q(('accepted_at', None), ('school__isnull', False), ('withdrawn_at', None)), name='a_school_role_is_offered_once_at_a_time'), models.UniqueConstraint(django.db.models.functions.text.Lower('email'), models.F('role'), condition=models.Q(('accepted_at', None), ('school', None), ('withdrawn_at', None)), name='a_programme_role_is_offered_once_at_a_time')],
                },
            ),
            migrations.CreateModel(
                name='BaseSchoolAgreement',
                fields=[
                    ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
                ],
                options={
                    'verbose_name': 'agreement of the base school',
                    'verbose_name_plural': 'agreements of the base school',
                },
                bases=('wagtailcore.task',),
            ),
            migrations.CreateModel(
                name='SchoolGroup',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('trust', 'Trust'), ('federation', 'Federation'), ('cluster', 'Local cluster')], default='cluster', max_length=10)),
                    ('name', models.CharField(max_length=200)),
                    ('code', models.CharField(blank=True, editable=False, help_text='In the register of schools.', max_length=10)),
                    ('source', models.CharField(choices=[('gias', 'Register of schools'), ('manual', 'Added by the office')], default='manual', editable=False, max_length=6)),
                    ('finance_email', models.EmailField(blank=True, max_length=254, verbose_name='email for invoices')),
                    ('invoice_address', models.TextField(blank=True, verbose_name='address on invoices')),
                    ('finance_contact', models.ForeignKey(blank=True, help_text='A lead or finance contact of one of its schools, who may pay for all of them.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='groups_paid_for', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'group of schools',
                    'verbose_name_plural': 'groups of schools',
                    'ordering': ['name', 'pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('kind', 'code'), name='a_group_of_the_register_is_here_once'), models.CheckConstraint(condition=models.Q(models.Q(('source', 'gias'), models.Q(('code', ''), _negated=True)), models.Q(('code', ''), ('source', 'manual')), _connector='OR'), name='only_groups_of_the_register_have_a_code')],
                },
            ),
            migrations.CreateModel(
                name='GroupMember',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('starts_on', models.DateField(blank=True, null=True, verbose_name='from')),
                    ('ends_on', models.DateField(blank=True, help_text='The first day on which it is no member.', null=True, verbose_name='until')),
                    ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='directory.school')),
                    ('group', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='directory.schoolgroup')),
                ],
                options={
                    'ordering': ['school__name', 'pk'],
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ends_on', None)), fields=('group', 'school'), name='a_school_is_a_member_once_at_a_time'), models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='a_membership_does_not_end_before_it_begins', violation_error_message='It ends after it begins.')],
                },
            ),
            migrations.CreateModel(
                name='SchoolPast',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('until', models.DateField(help_text='The first day on which it was otherwise.')),
                    ('name', models.CharField(max_length=200)),
                    ('town', models.CharField(blank=True, max_length=100)),
                    ('tier', models.CharField(choices=[('nursery', 'Nursery'), ('lower', 'Lower'), ('primary', 'Primary'), ('middle', 'Middle'), ('secondary', 'Secondary'), ('upper', 'Upper'), ('all_through', 'All-through'), ('post_16', '16 plus'), ('special', 'Special'), ('alternative_provision', 'Alternative provision'), ('other', 'Other')], max_length=24)),
                    ('area', models.CharField(blank=True, max_length=100)),
                    ('status_code', models.CharField(max_length=2)),
                    ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.localauthority')),
                    ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pasts', to='directory.school')),
                ],
                options={
                    'verbose_name': 'past of a school',
                    'verbose_name_plural': 'pasts of schools',
                    'ordering': ['school', '-until'],
                    'default_permissions': (),
                    'constraints': [models.UniqueConstraint(fields=('school', 'until'), name='a_school_was_one_thing_until_a_day'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='a_school_had_a_name')],
                },
            ),
        ]),
        migrations.RunPython(add_words, migrations.RunPython.noop),
    ]
