// SPDX-License-Identifier: GPL-3.0-or-later
#include "explain/apply.h"
#include "explain/family.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>

/// How long the studio's main job takes on a checkpoint: bench_explain FOLDER [THREADS]. Prints one
/// JSON line a job; a ratio against another program is made by running both in turn.

namespace {

using Clock = std::chrono::steady_clock;

double msSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// Resident memory of this process in MB, now ("VmRSS") or at its largest ("VmHWM").
double memoryMb(const std::string& key)
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(key))
            return std::stod(line.substr(line.find(':') + 1)) / 1024;
    return 0;
}

void print(const std::string& job, std::vector<double> ms)
{
    std::ranges::sort(ms);
    std::cout << R"({"workload": ")" << job << R"(", "variant": "groundscope", "median_ms": )"
              << ms[ms.size() / 2] << R"(, "min_ms": )" << ms.front() << R"(, "max_ms": )"
              << ms.back() << R"(, "n": )" << ms.size() << R"(, "rss_mb": )" << memoryMb("VmRSS")
              << "}\n";
}

explain::Context contextOf(const std::shared_ptr<const explain::Network>& network)
{
    explain::Context context;
    at::manual_seed(1);
    context.samples = {
        {.image = at::randint(0, 256, {3, 480, 640}, at::kByte), .pixelsSha256 = "bench"}};
    context.networks = {{"network", network}};
    context.features = std::make_shared<explain::MapStore>(std::size_t(256) << 20);
    return context;
}

/// \returns false where the method failed
bool run(const char* id, explain::Context& context, const std::string& text,
         explain::Text::Role role)
{
    const explain::Method* method = explain::findMethod(id);
    context.samples[0].texts = {{text, role}};
    context.parameters = explain::Parameters(method->info().parameters);
    const auto result = explain::apply(*method, context);
    if (!result)
        std::cerr << result.error().message << '\n';
    return bool(result);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::cerr << "bench_explain: expected a checkpoint folder, found nothing\n";
        return 2;
    }
    if (argc > 2)
        at::set_num_threads(std::stoi(argv[2]));
    const auto start = Clock::now();
    const auto family = explain::familyOf(argv[1]);
    const auto network = family
        ? family->load({.path = argv[1]}, {})
        : explain::Expected<std::shared_ptr<const explain::Network>>(family.error());
    if (!network) {
        std::cerr << network.error().message << '\n';
        return network.error().exitCode();
    }
    print("load", {msSince(start)});

    using Role = explain::Text::Role;
    explain::Context context = contextOf(*network);
    const auto first = Clock::now();
    if (!run("patch-sim", context, "a wooden table", Role::Concept))
        return 1;
    print("first-map", {msSince(first)});

    struct Job {
        const char* name;
        const char* method;
        Role role;
    };
    for (const Job& job : {Job{"patch-sim-new-concept", "patch-sim", Role::Concept},
                           Job{"ot-ipot-new-caption", "ot-ipot", Role::Caption},
                           Job{"denseclip-new-concept", "denseclip", Role::Concept},
                           Job{"clip4dm-new-caption", "clip4dm", Role::Caption}}) {
        std::vector<double> ms;
        for (int i = 0; i < 13; ++i) {
            const std::string text = std::string("a photo of a small dog on a chair number ")
                + std::to_string(i) + (job.role == Role::Caption ? " beside a window" : "");
            const auto began = Clock::now();
            if (!run(job.method, context, std::string(job.method) + ' ' + text, job.role))
                return 1;
            if (i >= 3) // the first ones warm up
                ms.push_back(msSince(began));
        }
        print(job.name, ms);
    }
    std::cout << R"({"workload": "memory", "peak_mb": )" << memoryMb("VmHWM") << "}\n";
}
