package org.prahari.assignment;

import com.google.ortools.Loader;
import com.google.ortools.graph.MinCostFlow;
import com.google.ortools.graph.MinCostFlowBase;
import java.util.HashSet;
import java.util.Set;
import org.jgrapht.alg.matching.MaximumWeightBipartiteMatching;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleWeightedGraph;

/** The same optimum by other people's code. */
final class Oracles {
    private final Problem problem;
    private final int[][] eligible;

    /** @param most pairs of a gap that the others are given, the best ones if there are more */
    Oracles(Problem problem, int most) {
        this.problem = problem;
        eligible = new int[problem.gaps()][];
        if (most < problem.people()) {
            Postings postings = new Postings(problem);
            postings.blocks.refresh(new long[problem.people()]);
            Pricing pricing = new Pricing(postings, new long[problem.people()], false);
            for (int g = 0; g < eligible.length; g++) {
                eligible[g] = pricing.collect(g, -problem.constant(g), most).person;
            }
            return;
        }
        Hall hall = new Hall(new Postings(problem));
        for (int g = 0; g < eligible.length; g++) {
            eligible[g] = hall.eligible(g);
        }
    }

    long pairs() {
        return java.util.Arrays.stream(eligible).mapToLong(people -> people.length).sum();
    }

    int[] eligible(int gap) {
        return eligible[gap];
    }

    long value(int gap, int person) {
        return problem.constant(gap) + problem.score(gap, person);
    }

    /** A network that is built, and then solved. */
    interface Network {
        long solve();
    }

    Network orTools() {
        Loader.loadNativeLibraries();
        MinCostFlow flow = new MinCostFlow();
        int source = problem.gaps() + problem.people();
        int sink = source + 1;
        long seats = 0;
        for (int g = 0; g < eligible.length; g++) {
            int free = problem.gaps.get(g).seats();
            seats += free;
            flow.addArcWithCapacityAndUnitCost(source, g, free, 0);
            for (int person : eligible[g]) {
                flow.addArcWithCapacityAndUnitCost(g, problem.gaps() + person, 1, -value(g, person));
            }
        }
        for (int j = 0; j < problem.people(); j++) {
            flow.addArcWithCapacityAndUnitCost(problem.gaps() + j, sink, 1, 0);
        }
        flow.addArcWithCapacityAndUnitCost(source, sink, seats, 0);
        flow.setNodeSupply(source, seats);
        flow.setNodeSupply(sink, -seats);
        return () -> {
            if (flow.solve() != MinCostFlowBase.Status.OPTIMAL) {
                throw new IllegalStateException("OR-Tools found no optimum");
            }
            return -flow.getOptimalCost();
        };
    }

    /** Every seat a vertex of its own. */
    Network jgrapht() {
        var graph = new SimpleWeightedGraph<Long, DefaultWeightedEdge>(DefaultWeightedEdge.class);
        Set<Long> people = new HashSet<>();
        Set<Long> seats = new HashSet<>();
        for (long j = 0; j < problem.people(); j++) {
            graph.addVertex(j);
            people.add(j);
        }
        for (int g = 0; g < eligible.length; g++) {
            for (int seat = 0; seat < problem.gaps.get(g).seats(); seat++) {
                long vertex = -1L - seats.size();
                graph.addVertex(vertex);
                seats.add(vertex);
                for (int person : eligible[g]) {
                    graph.setEdgeWeight(graph.addEdge(vertex, (long) person), value(g, person));
                }
            }
        }
        return () -> (long) new MaximumWeightBipartiteMatching<>(graph, people, seats).getMatching().getWeight();
    }
}
