package org.prahari.allocation;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.prahari.assignment.Person;
import org.prahari.assignment.TrainingPlan;
import org.prahari.assignment.WhatIf;
import org.prahari.matching.Candidate;

/** Chooses courses for a market. */
final class Advising {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private final OpenMarket market;
    private final TrainingPlanRequest request;
    private final Tuition tuition;
    private final Courses courses;
    private final List<Courses.Course> all;

    Advising(OpenMarket market, Map<String, Syllabus> syllabi, TrainingPlanRequest request) {
        this.market = market;
        this.request = request;
        this.tuition = new Tuition(request, syllabi);
        this.courses = new Courses(market, request, new Preparation(syllabi, tuition, market.date()));
        this.all = courses.all();
    }

    TrainingAdvice advise(Round round) {
        long end = System.nanoTime() + LIMIT.toNanos();
        BooleanSupplier going = () -> System.nanoTime() - end < 0;
        List<Person> trained = all.stream()
                .map(course -> market.instance().encode(course.trained()))
                .toList();
        List<TrainingPlan.Course> choice = IntStream.range(0, all.size())
                .mapToObj(i -> new TrainingPlan.Course(
                        all.get(i).person(), trained.get(i), all.get(i).cost()))
                .toList();
        TrainingPlan.Result plan =
                TrainingPlan.of(market.market(), choice, request.budget(), request.maxCourses(), going);
        Map<Integer, Person> people = new HashMap<>();
        plan.courses().forEach(i -> people.put(all.get(i).person(), trained.get(i)));
        Effect effect = market.effect(round, new WhatIf.Changes(people, Set.of(), Set.of(), Map.of()), List.of());
        return new TrainingAdvice(
                TrainingAdvice.METHOD,
                plan.weight(),
                plan.bound(),
                plan.bound() - plan.weight(),
                request.budget(),
                plan.cost(),
                all.size(),
                courses.complete() && going.getAsBoolean(),
                new TreeSet<>(tuition.unpriced()),
                plan.courses().stream().map(i -> advised(all.get(i))).toList(),
                effect);
    }

    private TrainingAdvice.Advised advised(Courses.Course course) {
        Candidate candidate = market.instance().candidate(course.person());
        return new TrainingAdvice.Advised(
                candidate.id(),
                candidate.department(),
                course.cost(),
                IntStream.range(0, course.steps().size())
                        .mapToObj(i -> step(course, i))
                        .toList());
    }

    private static TrainingAdvice.Step step(Courses.Course course, int i) {
        Preparation.Step step = course.steps().get(i);
        return new TrainingAdvice.Step(
                step.syllabus().code(),
                step.fee().cost(),
                step.fee().costAssumed(),
                step.fee().hours(),
                step.fee().hoursAssumed(),
                step.admissionAssumed(),
                course.ends().get(i));
    }
}
