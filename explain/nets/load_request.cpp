// SPDX-License-Identifier: Apache-2.0
#include "explain/nets/load_request.h"

#include <ATen/ATen.h>
#include <ATen/Context.h>
#include <ATen/detail/CUDAHooksInterface.h>

#include <algorithm>

namespace explain {
namespace fs = std::filesystem;

std::optional<Error> faultOf(const LoadRequest& request)
{
    if (request.precision != "f32" && request.precision != "bf16")
        return Error{Error::Kind::Usage,
                     "precision: expected f32 or bf16, found " + request.precision};
    if (request.device == "cpu")
        return {};
    const bool wellFormed = request.device == "cuda"
        || (request.device.starts_with("cuda:") && request.device.size() <= 7
            && request.device.find_first_not_of("0123456789", 5) == std::string::npos
            && request.device.size() > 5);
    if (!wellFormed)
        return Error{Error::Kind::Usage,
                     "device: expected cpu, cuda or cuda:N, found " + request.device};
    const int64_t wanted = at::Device(request.device).index();
    const int64_t there =
        at::globalContext().hasCUDA() ? at::detail::getCUDAHooks().deviceCount() : 0;
    if (std::max<int64_t>(wanted, 0) < there)
        return {};
    return Error{Error::Kind::Device,
                 request.device + ": expected one of " + std::to_string(there)
                     + " CUDA devices, found no such device"};
}

std::string nameOfCheckpoint(const fs::path& path)
{
    std::error_code failed;
    const fs::path whole = fs::weakly_canonical(path, failed);
    return fs::is_directory(whole, failed) ? whole.filename().string() : whole.stem().string();
}

} // namespace explain
