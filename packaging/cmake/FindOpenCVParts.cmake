# SPDX-License-Identifier: GPL-3.0-or-later
# OpenCV::core and OpenCV::imgproc alone. OpenCVConfig.cmake comes with libopencv-dev, which pulls in
# every module and GDAL; the two -dev packages of the modules bring no CMake file.
find_path(OpenCVParts_INCLUDE opencv2/core.hpp PATH_SUFFIXES opencv4)
find_library(OpenCVParts_core opencv_core)
find_library(OpenCVParts_imgproc opencv_imgproc)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(OpenCVParts
    REQUIRED_VARS OpenCVParts_core OpenCVParts_imgproc OpenCVParts_INCLUDE)

if(OpenCVParts_FOUND)
    foreach(part IN ITEMS core imgproc)
        if(NOT TARGET OpenCV::${part})
            add_library(OpenCV::${part} INTERFACE IMPORTED)
            target_include_directories(OpenCV::${part} SYSTEM INTERFACE ${OpenCVParts_INCLUDE})
            target_link_libraries(OpenCV::${part} INTERFACE ${OpenCVParts_${part}})
        endif()
    endforeach()
endif()
