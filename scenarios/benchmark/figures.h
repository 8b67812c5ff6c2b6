// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BENCHMARK_FIGURES_H
#define V6LAB_BENCHMARK_FIGURES_H

#include "scenarios/benchmark/plan.h"

#include <string>
#include <utility>
#include <vector>

namespace ns3::v6lab
{

/** Sentence and clause of a check of a figure. */
using FigureName = std::pair<std::string, std::string>;

namespace figure
{
inline const FigureName THROUGHPUT{
    "the highest rate without loss is what the model can serve, or the line can carry",
    "RFC 2544 26.1, RFC 8219 7.1"};
inline const FigureName HALF{"two directions that share a core get half of what one gets",
                             "RFC 8219 5"};
inline const FigureName FLOOR{
    "no frame is faster than wires and service: propagation, service, serialisation",
    "RFC 8219 7.2"};
inline const FigureName TYPICAL{"the typical latency is that of a queue of this service",
                                "RFC 8219 7.2"};
inline const FigureName WORST{"so is the worst-case latency", "RFC 8219 7.2"};
inline const FigureName PDV{"packet delay variation is that of a queue of this service",
                            "RFC 8219 7.3.1"};
inline const FigureName IPDV{"inter packet delay variation is that of a queue of this service",
                             "RFC 8219 7.3.2"};
inline const FigureName LOSS{
    "of frames above the capacity mu, one core loses 1 - mu/lambda, several what they cannot queue",
    "RFC 2544 26.3, RFC 8219 7.4"};
inline const FigureName BURST{
    "the longest burst fills the queue and what is served meanwhile, or a trial",
    "RFC 2544 26.4, RFC 8219 7.5"};
inline const FigureName RECOVERY{"losses end as soon as the rate falls below the capacity",
                                 "RFC 2544 26.5, RFC 8219 7.6"};
inline const FigureName LOSS_BEFORE{
    "above the throughput frames are lost, as many as the queue has no place for",
    "RFC 2544 26.5, RFC 8219 7.6"};
inline const FigureName TRIALS{
    "every frame of every trial comes when it must, or is lost where a queue is full",
    "service model"};
inline const FigureName SCALE{"more flows cost what the lookup of their state costs",
                              "RFC 8219 10.2.1"};
inline const FigureName STAGGERED{
    "flows that begin one after another cost that, and the making of their states",
    "RFC 8219 10.2.2"};
inline const FigureName CONNECTIONS{
    "new connections a second are what services with a new state come to",
    "RFC 9693 4.7"};
inline const FigureName TABLE{"a NAT64 holds as many connections as its pool has ports",
                              "RFC 9693 4.10"};
inline const FigureName ANSWERS{
    "the highest rate at which each query is answered in time is what the server can serve",
    "RFC 8219 9.2"};
inline const FigureName MESSAGES{
    "a query costs the server the messages of the RFC: its own, and the answers to two or one",
    "RFC 8219 9.1"};
inline const FigureName ANSWER_FLOOR{"no answer is faster than wires and services", "RFC 8219 9.1"};
inline const FigureName SELF_TEST{
    "the tester by itself answers 220 % of each rate in a quarter of the time",
    "RFC 8219 9.2.1"};
} // namespace figure

/** The checks that a benchmark makes, in their order. */
std::vector<FigureName> FigureNamesOf(const BenchmarkPlan& plan);

} // namespace ns3::v6lab

#endif // V6LAB_BENCHMARK_FIGURES_H
