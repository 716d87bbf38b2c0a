// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/device.h"

#include <ATen/ATen.h>
#include <ATen/detail/CUDAHooksInterface.h>

#include <charconv>

#include <dlfcn.h>

namespace app {
namespace {

using Kind = explain::Error::Kind;

/// The number after "cuda:", 0 for "cuda", -1 for anything else.
int indexOf(const std::string& wanted)
{
    if (wanted == "cuda")
        return 0;
    if (!wanted.starts_with("cuda:"))
        return -1;
    int index = -1;
    const char* const end = wanted.data() + wanted.size();
    const auto [rest, fault] = std::from_chars(wanted.data() + 5, end, index);
    return fault == std::errc{} && rest == end ? index : -1;
}

int deviceCount()
{
    return at::hasCUDA() ? int(at::detail::getCUDAHooks().deviceCount()) : 0;
}

} // namespace

void openCuda()
{
    ::dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL);
}

explain::Expected<std::string> deviceFor(const std::string& wanted)
{
    if (wanted == "cpu")
        return wanted;
    if (wanted == "auto")
        return std::string(deviceCount() > 0 ? "cuda:0" : "cpu");
    const int index = indexOf(wanted);
    if (index < 0)
        return explain::Error{
            Kind::Usage, "--device: expected auto, cpu, cuda or cuda:N, found '" + wanted + "'"};
    if (deviceCount() == 0)
        return explain::Error{Kind::Device,
                              "--device " + wanted
                                  + ": expected a CUDA device, found none; use "
                                    "--device cpu"};
    if (index >= deviceCount())
        return explain::Error{Kind::Device,
                              "--device " + wanted + ": expected a device below "
                                  + std::to_string(deviceCount()) + ", found "
                                  + std::to_string(index)};
    return "cuda:" + std::to_string(index);
}

explain::Expected<std::string> precisionFor(const std::string& wanted)
{
    if (wanted == "auto" || wanted == "f32")
        return std::string("f32");
    if (wanted == "bf16")
        return wanted;
    return explain::Error{Kind::Usage,
                          "--precision: expected auto, f32 or bf16, found '" + wanted + "'"};
}

} // namespace app
