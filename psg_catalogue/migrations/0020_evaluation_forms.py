"""Questions stand in versions of a form, answers know no day, and what was asked stays with its
sessions. Sessions that were asked a question since retired keep it, in a first version."""

from functools import partial

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models
from django.db.models import Count, Q
from django.utils import timezone


def into_forms(apps, schema_editor):
    """The questions there are become the default form, and each session knows its version."""
    model = partial(apps.get_model, "psg_catalogue")
    _drop_unasked(model)
    form = model("EvaluationForm").objects.create()
    questions = model("EvaluationQuestion").objects
    retired = set(questions.exclude(retired_at=None).values_list("pk", flat=True))
    current = _version(model, form, 2 if retired else 1)
    questions.filter(retired_at=None).update(version=current, fixed=True)
    asked = model("StudyGroupSession").objects
    with_answers = asked.filter(~Q(evaluations_asked=0) | Q(responses__isnull=False))
    sessions = set(with_answers.values_list("pk", flat=True))
    if retired:
        sessions -= _keep_retired(model, form, retired)
    asked.filter(pk__in=sessions).update(evaluation_version=current)
    _count_days(model)
    if schema_editor.connection.vendor == "postgresql":
        # What waits to be checked would forbid the changes of the tables that follow.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _version(model, form, number):
    version = model("EvaluationVersion")
    return version.objects.create(form=form, number=number, published_at=timezone.now())


def _drop_unasked(model):
    """A question that was retired before anybody answered it was never asked."""
    model("EvaluationQuestion").objects.exclude(retired_at=None).filter(answers=None).delete()


def _keep_retired(model, form, retired):
    """Version 1 has every question there was. The sessions where a retired one was answered keep
    it; their answers to the others point at its copies. Returns those sessions."""
    old = _version(model, form, 1)
    questions, answers = model("EvaluationQuestion").objects, model("EvaluationAnswer").objects
    questions.filter(pk__in=retired).update(version=old, fixed=True)
    sessions = set(
        answers.filter(question__in=retired).values_list("response__session", flat=True)
    )
    for question in list(questions.exclude(pk__in=retired)):
        copied = answers.filter(question=question.pk, response__session__in=sessions)
        rows = list(copied.values_list("pk", flat=True))
        question.pk, question.version = None, old
        question.save(force_insert=True)
        answers.filter(pk__in=rows).update(question=question)
    model("StudyGroupSession").objects.filter(pk__in=sessions).update(evaluation_version=old)
    return sessions


def _count_days(model):
    responses = model("EvaluationResponse").objects.order_by().values("session", "answered_on")
    counted = responses.annotate(number=Count("pk"), paper=Count("pk", filter=Q(from_paper=True)))
    day = model("EvaluationDay")
    day.objects.bulk_create(
        day(
            session_id=row["session"],
            day=row["answered_on"],
            answers=row["number"],
            on_paper=row["paper"],
        )
        for row in counted
    )


class Migration(migrations.Migration):

    dependencies = [
        ('psg_catalogue', '0019_visits_planned_and_agreements'),
    ]

    operations = [
        migrations.CreateModel(
            name='EvaluationDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('answers', models.PositiveSmallIntegerField(default=0)),
                ('on_paper', models.PositiveSmallIntegerField(default=0, verbose_name='of them on paper')),
            ],
            options={
                'ordering': ['session', 'day'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='EvaluationForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('in_use', models.BooleanField(default=True)),
            ],
            options={
                'verbose_name': 'evaluation form',
                'default_permissions': ('view', 'add', 'change'),
            },
        ),
        migrations.CreateModel(
            name='EvaluationOption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=120)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('fixed', models.BooleanField(default=False, editable=False)),
            ],
            options={
                'ordering': ['order', 'pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='EvaluationVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('published_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['form', '-number'],
                'default_permissions': (),
            },
        ),
        migrations.AlterModelOptions(
            name='evaluationanswer',
            options={'default_permissions': (), 'ordering': ['question__order', 'id'], 'permissions': [('review_evaluationanswer', 'Can decide on comments that may name somebody')]},
        ),
        migrations.AlterModelOptions(
            name='evaluationquestion',
            options={'default_permissions': (), 'ordering': ['order', 'pk'], 'verbose_name': 'evaluation question'},
        ),
        migrations.RemoveConstraint(
            model_name='evaluationanswer',
            name='a_response_answers_a_question_once',
        ),
        migrations.RemoveConstraint(
            model_name='evaluationanswer',
            name='a_scale_runs_from_one_to_four',
        ),
        migrations.RemoveConstraint(
            model_name='evaluationanswer',
            name='an_answer_says_something',
        ),
        migrations.AddField(
            model_name='evaluationanswer',
            name='review',
            field=models.CharField(blank=True, choices=[('', 'Names nobody we know of'), ('waiting', 'Waits for the office'), ('shown', 'Shown as it was written'), ('shortened', 'Shown without the names'), ('withheld', 'Withheld')], default='', max_length=9),
        ),
        migrations.AddField(
            model_name='evaluationanswer',
            name='several',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='evaluationquestion',
            name='fixed',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name='evaluationquestion',
            name='points',
            field=models.PositiveSmallIntegerField(default=4, validators=[django.core.validators.MinValueValidator(3), django.core.validators.MaxValueValidator(7)], verbose_name='points of the scale'),
        ),
        migrations.AddField(
            model_name='studygroupsession',
            name='evaluation_reminded_on',
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AlterField(
            model_name='evaluationquestion',
            name='high_label',
            field=models.CharField(blank=True, max_length=60, verbose_name='words for the highest point'),
        ),
        migrations.AlterField(
            model_name='evaluationquestion',
            name='kind',
            field=models.CharField(choices=[('scale', 'Scale'), ('choice', 'One choice'), ('several', 'Several choices'), ('text', 'Words')], max_length=8),
        ),
        migrations.AlterField(
            model_name='evaluationquestion',
            name='low_label',
            field=models.CharField(blank=True, max_length=60, verbose_name='words for the lowest point'),
        ),
        migrations.AlterField(
            model_name='evaluationquestion',
            name='required',
            field=models.BooleanField(default=False, verbose_name='has to be answered'),
        ),
        migrations.AlterField(
            model_name='evaluationquestion',
            name='text',
            field=models.CharField(max_length=200, verbose_name='question'),
        ),
        migrations.AddField(
            model_name='evaluationday',
            name='session',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evaluation_days', to='psg_catalogue.studygroupsession'),
        ),
        migrations.AddField(
            model_name='evaluationform',
            name='study_group',
            field=models.OneToOneField(blank=True, help_text='Empty: the form of every study group that has none of its own.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='evaluation_form', to='psg_catalogue.studygrouppage'),
        ),
        migrations.AddField(
            model_name='evaluationoption',
            name='question',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='options', to='psg_catalogue.evaluationquestion'),
        ),
        migrations.AddField(
            model_name='evaluationanswer',
            name='option',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='psg_catalogue.evaluationoption'),
        ),
        migrations.AddConstraint(
            model_name='evaluationanswer',
            constraint=models.UniqueConstraint(condition=models.Q(('several', False)), fields=('response', 'question'), name='a_response_answers_a_question_once'),
        ),
        migrations.AddConstraint(
            model_name='evaluationanswer',
            constraint=models.UniqueConstraint(condition=models.Q(('several', True)), fields=('response', 'question', 'option'), name='a_response_ticks_an_option_once'),
        ),
        migrations.AddConstraint(
            model_name='evaluationanswer',
            constraint=models.CheckConstraint(condition=models.Q(('scale', None), models.Q(('scale__gte', 1), ('scale__lte', 7)), _connector='OR'), name='a_scale_runs_from_one_upwards'),
        ),
        migrations.AddConstraint(
            model_name='evaluationanswer',
            constraint=models.CheckConstraint(condition=models.Q(('scale__isnull', False), models.Q(('text', ''), _negated=True), ('option__isnull', False), _connector='OR'), name='an_answer_says_something'),
        ),
        migrations.AddConstraint(
            model_name='evaluationanswer',
            constraint=models.CheckConstraint(condition=models.Q(('option', None), models.Q(('scale', None), ('text', '')), _connector='OR'), name='an_option_is_the_whole_of_an_answer'),
        ),
        migrations.AddConstraint(
            model_name='evaluationanswer',
            constraint=models.CheckConstraint(condition=models.Q(('several', False), ('option__isnull', False), _connector='OR'), name='of_several_options_each_is_named'),
        ),
        migrations.AddConstraint(
            model_name='evaluationanswer',
            constraint=models.CheckConstraint(condition=models.Q(('review', ''), models.Q(('text', ''), _negated=True), _connector='OR'), name='only_words_are_looked_at'),
        ),
        migrations.AddField(
            model_name='evaluationversion',
            name='form',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='psg_catalogue.evaluationform'),
        ),
        migrations.AddField(
            model_name='evaluationquestion',
            name='version',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='psg_catalogue.evaluationversion'),
        ),
        migrations.AddField(
            model_name='studygroupsession',
            name='evaluation_version',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='psg_catalogue.evaluationversion'),
        ),
        migrations.AddConstraint(
            model_name='evaluationquestion',
            constraint=models.CheckConstraint(condition=models.Q(('points__gte', 3), ('points__lte', 7)), name='a_scale_has_three_to_seven_points'),
        ),
        migrations.AddConstraint(
            model_name='evaluationday',
            constraint=models.UniqueConstraint(fields=('session', 'day'), name='answers_of_a_day_are_counted_in_one_place'),
        ),
        migrations.AddConstraint(
            model_name='evaluationday',
            constraint=models.CheckConstraint(condition=models.Q(('on_paper__lte', models.F('answers'))), name='answers_on_paper_are_among_those_of_the_day'),
        ),
        migrations.AddConstraint(
            model_name='evaluationform',
            constraint=models.UniqueConstraint(django.db.models.functions.comparison.Coalesce('study_group', models.Value(0)), name='there_is_one_default_evaluation_form'),
        ),
        migrations.AddConstraint(
            model_name='evaluationform',
            constraint=models.CheckConstraint(condition=models.Q(('study_group__isnull', False), ('in_use', True), _connector='OR'), name='the_default_evaluation_form_is_in_use'),
        ),
        migrations.AddConstraint(
            model_name='evaluationoption',
            constraint=models.UniqueConstraint(fields=('question', 'text'), name='a_question_offers_an_answer_once'),
        ),
        migrations.AddConstraint(
            model_name='evaluationversion',
            constraint=models.UniqueConstraint(fields=('form', 'number'), name='a_version_of_a_form_has_a_number_of_its_own'),
        ),
        migrations.AddConstraint(
            model_name='evaluationversion',
            constraint=models.UniqueConstraint(condition=models.Q(('published_at', None)), fields=('form',), name='a_form_has_one_draft_at_a_time'),
        ),
        migrations.RunPython(into_forms, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='evaluationquestion',
            name='retired_at',
        ),
        migrations.RemoveField(
            model_name='evaluationresponse',
            name='answered_on',
        ),
        migrations.RemoveField(
            model_name='evaluationresponse',
            name='from_paper',
        ),
        migrations.AlterField(
            model_name="evaluationquestion",
            name="version",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="psg_catalogue.evaluationversion"),
        ),
    ]
